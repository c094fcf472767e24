import Checkpoint
import Foundation
import TestSupport
import Testing

@Suite struct SafetensorsFileTests {
    /// The example of the reference's own test, `test_serialization`: F32 0…5 of shape [1, 2, 3].
    @Test func readsTheReferencesBytes() throws {
        let values = Data([0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64])
        let header = "{\"attn.0\":{\"dtype\":\"F32\",\"shape\":[1,2,3],\"data_offsets\":[0,24]}}"
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try (safetensors(header) + values).write(to: url)
            let file = try SafetensorsFile(url, prefetch: true)
            #expect(file.entries == ["attn.0": try TensorEntry(name: "attn.0", type: .f32, shape: [1, 2, 3])])
            #expect(file.metadata.isEmpty)
            let read = try file.withBytes(of: "attn.0") { Array($0.bindMemory(to: Float.self)) }
            #expect(read == [0, 1, 2, 3, 4, 5])
            #expect(try file.mappedBytes(of: "attn.0")?.count == 24)
            #expect(throws: CheckpointError.noSuchTensor(name: "attn.1", path: url.path)) {
                try file.withBytes(of: "attn.1") { _ in }
            }
        }
    }

    @Test func emptyTensorsScalarsEscapesAndOldOrder() throws {
        let header = """
            { "z" : {"dtype":"U8","shape":[],"data_offsets":[2, 3]} ,
              "empty":{"shape":[3,0],"data_offsets":[2,2],"dtype":"F64"},
              "\\u00e9\\n\\ud83e\\udd16\\/": {"dtype":"I8","shape":[2],"data_offsets":[0,2]},
              "__metadata__": {"format":"pt","note":"é"} }
            """
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            try safetensors(header + "   ", dataBytes: 3).write(to: url)
            let file = try SafetensorsFile(url)
            #expect(file.metadata == ["format": "pt", "note": "é"])
            #expect(Set(file.entries.keys) == ["z", "empty", "é\n🤖/"])
            #expect(try file.withBytes(of: "z") { Array($0) } == [2])
            #expect(try file.withBytes(of: "é\n🤖/") { Array($0) } == [0, 1])
            #expect(try file.withBytes(of: "empty") { $0.count } == 0)
        }
    }

    /// A header whose length is no multiple of the element's size: read it, but not in place.
    @Test func misalignedDataIsNotHandedOut() throws {
        let header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            for padding in 0..<8 {
                let padded = header + String(repeating: " ", count: padding)
                try safetensors(padded, dataBytes: 4).write(to: url)
                let file = try SafetensorsFile(url)
                #expect((try file.mappedBytes(of: "a") != nil) == (padded.utf8.count % 4 == 0))
                #expect(try file.withBytes(of: "a") { Array($0) } == [0, 1, 2, 3])
            }
        }
    }

    @Test func copyOnWriteLeavesTheFile() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "model.safetensors")
            let bytes = safetensors(oneTensor(), dataBytes: 4)
            try bytes.write(to: url)
            let file = try SafetensorsFile(url, access: .copyOnWrite)
            let mapped = try #require(try file.mappedBytes(of: "a"))
            UnsafeMutableRawBufferPointer(mutating: mapped)[0] = 77
            #expect(try file.withBytes(of: "a") { $0[0] } == 77)
            #expect(try Data(contentsOf: url) == bytes)
        }
    }

    /// A hundred times the tensors of GR00T N1.5 must still open at once.
    @Test func manyKeysParseFast() throws {
        var header = "{"
        for index in 0..<100_000 {
            header += index == 0 ? "" : ","
            header += "\"backbone.eagle_model.language_model.layers.\(index).self_attn.q_proj.weight\":"
            header += "{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[\(index * 4),\(index * 4 + 4)]}"
        }
        let file = safetensors(header + "}", dataBytes: 400_000)
        try file.withUnsafeBytes { bytes in
            var entries = 0
            let elapsed = try ContinuousClock().measure { entries = try SafetensorsHeader(bytes).entries.count }
            #expect(entries == 100_000)
            #expect(elapsed < .seconds(2), "took \(elapsed)")
            print("SafetensorsHeader: 100000 tensors, \(header.utf8.count) bytes, in \(elapsed)")
        }
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func readsTheTinyModel() throws {
        let file = try SafetensorsFile(Shared.fixtures.appending(path: "n15_tiny/model.safetensors"))
        #expect(file.entries.count == 188)
        #expect(file.metadata == ["format": "pt"])
        let entry = try #require(file.entries["action_head.action_decoder.layer1.W"])
        #expect(entry.type == .f32)
        #expect(entry.shape == [32, 40, 40])
        #expect(entry.byteCount == 204_800)
        let finite = try file.withBytes(of: entry.name) { $0.bindMemory(to: Float.self).allSatisfy(\.isFinite) }
        #expect(finite)
    }
}
