import Checkpoint
import Foundation
import TestSupport
import Testing

private func tensors(_ sizes: [Int]) throws -> [TensorEntry] {
    try sizes.enumerated().map { try TensorEntry(name: "t\($0.offset)", type: .u8, shape: [$0.element]) }
}

/// Every byte of `tN` is N.
private func numbered(_ tensor: TensorEntry, _ append: (UnsafeRawBufferPointer) throws -> Void) throws {
    let number = try #require(UInt8(tensor.name.dropFirst()))
    try [UInt8](repeating: number, count: tensor.byteCount).withUnsafeBytes(append)
}

private func listing(_ directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
}

@Suite struct ModelWeightsTests {
    @Test func shardsRoundTrip() throws {
        try withTemporaryDirectory { directory in
            try ModelWeightsWriter.write(
                tensors([6, 4, 1, 25, 3]), to: directory, largestShard: 10, supply: numbered)
            #expect(
                try listing(directory) == [
                    "model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors",
                    "model-00003-of-00003.safetensors", "model.safetensors.index.json",
                ])
            let index = try String(
                contentsOf: directory.appending(path: "model.safetensors.index.json"), encoding: .utf8)
            #expect(
                index == """
                    {
                      "metadata": {
                        "total_size": 39
                      },
                      "weight_map": {
                        "t0": "model-00001-of-00003.safetensors",
                        "t1": "model-00001-of-00003.safetensors",
                        "t2": "model-00003-of-00003.safetensors",
                        "t3": "model-00002-of-00003.safetensors",
                        "t4": "model-00003-of-00003.safetensors"
                      }
                    }

                    """)
            let weights = try ModelWeights(directory)
            #expect(weights.files.count == 3)
            #expect(weights.entries.count == 5)
            for tensor in try tensors([6, 4, 1, 25, 3]) {
                #expect(weights.entries[tensor.name] == tensor)
                let number = try #require(UInt8(tensor.name.dropFirst()))
                #expect(try weights.withBytes(of: tensor.name) { $0.allSatisfy { $0 == number } })
            }
            #expect(try weights.file(of: "t3").url.lastPathComponent == "model-00002-of-00003.safetensors")
            #expect(throws: CheckpointError.noSuchTensor(name: "t5", path: directory.path)) {
                _ = try weights.file(of: "t5")
            }
        }
    }

    /// Few or many files over many or few: the old ones never survive to be read.
    @Test func rewritingReplacesTheOldFiles() throws {
        try withTemporaryDirectory { directory in
            let others = ["model-card.safetensors", "model-0001-of-x.safetensors", "adapter_model.safetensors"]
            for name in others { try Data().write(to: directory.appending(path: name)) }
            for (limit, files) in [(10, 3), (100, 1), (20, 2), (2, 3), (100, 1)] {
                try ModelWeightsWriter.write(tensors([9, 9, 9]), to: directory, largestShard: limit, supply: numbered)
                #expect(try ModelWeights(directory).files.count == files)
                #expect(try listing(directory).count == others.count + files + (files > 1 ? 1 : 0))
            }
        }
    }

    @Test func aFailureKeepsTheOldShards() throws {
        try withTemporaryDirectory { directory in
            try ModelWeightsWriter.write(tensors([9, 9, 9]), to: directory, largestShard: 10, supply: numbered)
            let before = try listing(directory)
            #expect(throws: CheckpointError.wrongByteCount(tensor: "t2", expected: 9, supplied: 0)) {
                try ModelWeightsWriter.write(tensors([9, 9, 9]), to: directory, largestShard: 10) { tensor, append in
                    if tensor.name != "t2" { try [UInt8](repeating: 99, count: 9).withUnsafeBytes(append) }
                }
            }
            #expect(try listing(directory) == before)
            #expect(try ModelWeights(directory).withBytes(of: "t0") { $0[0] } == 0)
            #expect(throws: CheckpointError.nameTaken(tensor: "t0")) {
                try ModelWeightsWriter.write(
                    tensors([9]) + tensors([9]), to: directory, largestShard: 10, supply: numbered)
            }
        }
    }

    @Test func nothingThere() throws {
        try withTemporaryDirectory { directory in
            let error = CheckpointError.noWeights(directory: directory.path, stem: "adapter_model")
            #expect(throws: error) { _ = try ModelWeights(directory, stem: "adapter_model") }
            #expect(error.description.contains("adapter_model.safetensors.index.json"))
        }
    }

    @Test func allMissingShardsAreNamed() throws {
        try withTemporaryDirectory { directory in
            try ModelWeightsWriter.write(tensors([9, 9, 9]), to: directory, largestShard: 10, supply: numbered)
            let index = directory.appending(path: "model.safetensors.index.json")
            let lost = ["model-00001-of-00003.safetensors", "model-00003-of-00003.safetensors"]
            for name in lost { try FileManager.default.removeItem(at: directory.appending(path: name)) }
            let error = CheckpointError.badIndex(path: index.path, problems: lost.map { .missingShard($0) })
            #expect(throws: error) { _ = try ModelWeights(directory) }
            #expect(lost.allSatisfy(error.description.contains))
        }
    }

    @Test func indexAndShardsMustAgree() throws {
        try withTemporaryDirectory { directory in
            try ModelWeightsWriter.write(tensors([9, 9]), to: directory, largestShard: 10, supply: numbered)
            let index = directory.appending(path: "model.safetensors.index.json")
            let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
            try Data("{\"weight_map\":{\"t0\":\"\(second)\",\"x\":\"\(first)\"}}".utf8).write(to: index)
            let problems: [WeightIndexProblem] = [
                .notInShard(tensor: "x", shard: first), .notInIndex(tensor: "t0", shard: first),
                .notInShard(tensor: "t0", shard: second), .notInIndex(tensor: "t1", shard: second),
            ]
            #expect(throws: CheckpointError.badIndex(path: index.path, problems: problems)) {
                _ = try ModelWeights(directory)
            }
        }
    }

    @Test(arguments: ["../m.safetensors", "/etc/passwd", "a/b.safetensors", "..", ".", "", "a\\u0000b", ".hidden"])
    func shardsStayInTheDirectory(name: String) throws {
        try withTemporaryDirectory { directory in
            let index = directory.appending(path: "model.safetensors.index.json")
            try Data("{\"weight_map\":{\"a\":\"\(name)\"}}".utf8).write(to: index)
            let decoded = name.replacing("\\u0000", with: "\0")
            #expect(throws: CheckpointError.badIndex(path: index.path, problems: [.shardOutside(decoded)])) {
                _ = try ModelWeights(directory)
            }
        }
    }

    @Test(arguments: [
        "", "{", "[]", "{}", "{\"weight_map\":[]}", "{\"weight_map\":{\"a\":1}}", "{\"weight_map\":null}", "\u{FF}",
        String(repeating: "[", count: 100_000),
    ])
    func brokenIndex(text: String) throws {
        try withTemporaryDirectory { directory in
            try Data(text.utf8).write(to: directory.appending(path: "model.safetensors.index.json"))
            let error = #expect(throws: CheckpointError.self) { _ = try ModelWeights(directory) }
            #expect(error?.description.contains("model.safetensors.index.json") == true)
        }
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func theTinyModelInShards() throws {
        let tiny = try ModelWeights(Shared.fixtures.appending(path: "n15_tiny"))
        #expect(tiny.entries.count == 188)
        try withTemporaryDirectory { directory in
            try ModelWeightsWriter.write(
                tiny.entries.values.sorted { $0.name < $1.name }, to: directory, largestShard: 1_000_000
            ) { try tiny.withBytes(of: $0.name, $1) }
            let shards = try ModelWeights(directory)
            #expect(shards.files.count > 3)
            #expect(shards.entries == tiny.entries)
            for name in tiny.entries.keys {
                #expect(try tiny.withBytes(of: name) { Data($0) } == shards.withBytes(of: name) { Data($0) })
            }
        }
    }
}
