import Checkpoint
import Foundation
import TestSupport
import Testing

/// Supplies every tensor as bytes counting up from the length of its name, in two pieces.
private func counting(_ tensor: TensorEntry, _ append: (UnsafeRawBufferPointer) throws -> Void) throws {
    let bytes = pattern(tensor)
    try bytes.prefix(bytes.count / 2).withUnsafeBytes(append)
    try bytes.dropFirst(bytes.count / 2).withUnsafeBytes(append)
}

private func pattern(_ tensor: TensorEntry) -> [UInt8] {
    (0..<tensor.byteCount).map { UInt8(truncatingIfNeeded: $0 &+ tensor.name.utf8.count) }
}

private struct SupplyFailed: Error {}

@Suite struct SafetensorsWriterTests {
    @Test func roundTripOfEveryType() throws {
        var tensors = try TensorType.allCases.map { try TensorEntry(name: "of.\($0)", type: $0, shape: [3, 5]) }
        tensors.append(try TensorEntry(name: "scalar", type: .f32, shape: []))
        tensors.append(try TensorEntry(name: "empty", type: .bf16, shape: [0, 7]))
        tensors.append(try TensorEntry(name: "a \"quoted\"\\\n\u{1}é🤖", type: .u8, shape: [1]))
        tensors.append(try TensorEntry(name: "larger than a buffer", type: .i64, shape: [300_000]))
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try SafetensorsWriter.write(tensors, metadata: ["k\t": "v\"é", "format": "pt"], to: url, supply: counting)
            let file = try SafetensorsFile(url)
            #expect(file.metadata == ["k\t": "v\"é", "format": "pt"])
            #expect(file.entries == Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) }))
            for tensor in tensors {
                #expect(try file.withBytes(of: tensor.name) { Array($0) } == pattern(tensor))
                #expect(try file.mappedBytes(of: tensor.name) != nil, "\(tensor.name) is not aligned")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["model.safetensors"])
        }
    }

    /// The bytes in the reference's own tests, `test_empty` and `test_serialization_forced_alignement`.
    @Test func writesTheReferencesBytes() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try SafetensorsWriter.write([], metadata: [:], to: url, supply: counting)
            #expect(try Data(contentsOf: url) == safetensors("{}      "))
            try SafetensorsWriter.write([], metadata: ["framework": "pt"], to: url, supply: counting)
            #expect(try Data(contentsOf: url) == safetensors("{\"__metadata__\":{\"framework\":\"pt\"}}     "))
            let tensor = try TensorEntry(name: "attn0", type: .f32, shape: [1, 1, 2, 3])
            try SafetensorsWriter.write([tensor], metadata: [:], to: url) { _, append in
                try [Float]([0, 1, 2, 3, 4, 5]).withUnsafeBytes(append)
            }
            let header = "{\"attn0\":{\"dtype\":\"F32\",\"shape\":[1,1,2,3],\"data_offsets\":[0,24]}}       "
            #expect(try Data(contentsOf: url).prefix(8 + header.utf8.count) == safetensors(header))
        }
    }

    /// Files that PyTorch's safetensors wrote come out byte for byte.
    @Test(.enabled(if: Shared.isPresent, "needs ../shared"), arguments: ["model", "io"])
    func copiesTheFixtureExactly(name: String) throws {
        let original = Shared.fixtures.appending(path: "n15_tiny/\(name).safetensors")
        let file = try SafetensorsFile(original)
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "model.safetensors")
            try SafetensorsWriter.write(Array(file.entries.values), metadata: file.metadata, to: copy) {
                try file.withBytes(of: $0.name, $1)
            }
            #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
        }
    }

    @Test func failuresLeaveNothingAndKeepTheOld() throws {
        let tensor = try TensorEntry(name: "a", type: .u8, shape: [4])
        let large = try TensorEntry(name: "petabyte", type: .u8, shape: [1 << 50])
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try Data("old".utf8).write(to: url)
            #expect(throws: CheckpointError.wrongByteCount(tensor: "a", expected: 4, supplied: 3)) {
                try SafetensorsWriter.write([tensor], to: url) {
                    try [UInt8](repeating: 0, count: 3).withUnsafeBytes($1)
                }
            }
            #expect(throws: CheckpointError.wrongByteCount(tensor: "a", expected: 4, supplied: 5)) {
                try SafetensorsWriter.write([tensor], to: url) {
                    try [UInt8](repeating: 0, count: 5).withUnsafeBytes($1)
                }
            }
            #expect(throws: SupplyFailed.self) {
                try SafetensorsWriter.write([tensor], to: url) { _, _ in throw SupplyFailed() }
            }
            #expect(throws: CheckpointError.nameTaken(tensor: "a")) {
                try SafetensorsWriter.write([tensor, tensor], to: url, supply: counting)
            }
            let reserved = try TensorEntry(name: "__metadata__", type: .u8, shape: [1])
            #expect(throws: CheckpointError.nameTaken(tensor: "__metadata__")) {
                try SafetensorsWriter.write([reserved], to: url, supply: counting)
            }
            let error = #expect(throws: CheckpointError.self) {
                try SafetensorsWriter.write([large], to: url) { _, _ in Issue.record("asked for bytes nobody can store")
                }
            }
            #expect(
                error?.description.contains("it needs 11258999068") == true, "\(String(describing: error))")
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["model.safetensors"])
            #expect(try Data(contentsOf: url) == Data("old".utf8))

            let nowhere = directory.appending(path: "none/model.safetensors")
            #expect(throws: CheckpointError.cannotWrite(path: nowhere.path, reason: "No such file or directory")) {
                try SafetensorsWriter.write([tensor], to: nowhere, supply: counting)
            }
        }
    }

    @Test(arguments: [[-1], [1 << 62, 2], [1 << 61]]) func impossibleShapes(shape: [Int]) {
        #expect(throws: CheckpointError.badShape(tensor: "a", shape: shape)) {
            _ = try TensorEntry(name: "a", type: .f64, shape: shape)
        }
    }
}
