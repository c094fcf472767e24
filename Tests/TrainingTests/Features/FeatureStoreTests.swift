import Foundation
import Synchronization
import TestSupport
import Testing
import Torch
import Training

@Suite struct FeatureStoreTests {
    /// 3 samples of up to 5 tokens of 64 bytes.
    private static func layout() throws -> FeatureLayout {
        try FeatureLayout(width: 16, dtype: .float32, longestPrompt: 5, samples: 3)
    }

    private static func write(_ bytes: [UInt8], to slot: Int, of store: FeatureStore) -> String? {
        bytes.withUnsafeBytes { store.write($0, to: slot) }
    }

    private static func read(_ slot: Int, of store: FeatureStore) -> [UInt8]? {
        if case .features(let features) = store.content(of: slot) { features.bytes } else { nil }
    }

    /// Of the specification's own check values, and one computed with the reference's library (python-xxhash 3.5).
    @Test func checksum() {
        func value(_ text: String, seed: UInt64 = 0) -> UInt64 {
            Array(text.utf8).withUnsafeBytes { FeatureChecksum.value($0, seed: seed) }
        }
        #expect(value("") == 0xEF46_DB37_51D8_E999)
        #expect(value("a") == 0xD24E_C4F1_A98C_6E5B)
        #expect(value("abc") == 0x44BC_2CF5_AD77_0999)
        #expect(value("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
    }

    @Test func whatIsWrittenIsRead() throws {
        try withTemporaryDirectory { directory in
            let layout = try Self.layout()
            let store = try FeatureStore(directory.appending(path: "a/b"), layout)
            #expect((0...3).allSatisfy { Self.read($0, of: store) == nil })
            let (long, short) = ([UInt8]((0..<320).map { UInt8($0 % 251) }), [UInt8](repeating: 9, count: 64))
            #expect(Self.write(long, to: 2, of: store) == nil)
            #expect(Self.write(short, to: 0, of: store) == nil)
            let again = try FeatureStore(store.directory, layout)
            #expect(
                Self.read(2, of: again) == long && Self.read(0, of: again) == short && Self.read(1, of: again) == nil)
            #expect(again.stored(in: [0..<3]) == (2, 384))
            #expect(again.stored(in: [1..<2]) == (0, 0))
            #expect(Self.write(long + short, to: 1, of: store)?.contains("6 tokens") == true)
        }
    }

    /// Features of another slot, or cut to another length, are none.
    @Test func aMisplacedEntryIsNoticed() throws {
        try withTemporaryDirectory { directory in
            let layout = try Self.layout()
            let store = try FeatureStore(directory, layout)
            #expect(Self.write([UInt8](repeating: 3, count: 320), to: 0, of: store) == nil)
            let (data, index) = (directory.appending(path: "features.bin"), directory.appending(path: "index.bin"))
            let (slot, entry) = (try Data(contentsOf: data), try Data(contentsOf: index))
            try (slot + Data(count: layout.slotBytes - slot.count) + slot).write(to: data)
            try (entry + entry).write(to: index)
            let again = try FeatureStore(directory, layout)
            #expect(Self.read(0, of: again) != nil)
            guard case .damaged = again.content(of: 1) else {
                Issue.record("a slot's features were taken for another's")
                return
            }
            try (Data([4]) + entry.dropFirst()).write(to: index)
            guard case .damaged = try FeatureStore(directory, layout).content(of: 0) else {
                Issue.record("the length is not checked")
                return
            }
        }
    }

    /// Writers that disagree in the last bits, as processes with other batches do: whatever is read, one of them wrote it.
    /// Slots are large, so that threads are interrupted in the midst of them.
    @Test func writersMayCollide() throws {
        try withTemporaryDirectory { directory in
            let layout = try FeatureLayout(width: 2048, dtype: .float32, longestPrompt: 256, samples: 1)
            let bytes = 256 * 8192
            let torn = Atomic(0)
            let writers = Atomic(2)
            let group = DispatchGroup()
            for worker in 0..<4 {
                let store = try FeatureStore(directory, layout)
                group.enter()
                Thread {
                    if worker < 2 {
                        for round in 0..<300 {
                            let value = UInt8(worker * 100 + round % 100)
                            _ = Self.write([UInt8](repeating: value, count: bytes), to: 0, of: store)
                        }
                        writers.subtract(1, ordering: .relaxed)
                    }
                    while writers.load(ordering: .relaxed) > 0 {
                        guard let found = Self.read(0, of: store) else { continue }
                        if found.contains(where: { $0 != found[0] }) { torn.add(1, ordering: .relaxed) }
                    }
                    group.leave()
                }.start()
            }
            group.wait()
            #expect(torn.load(ordering: .relaxed) == 0)
            let store = try FeatureStore(directory, layout)
            #expect(Self.write([UInt8](repeating: 1, count: bytes), to: 0, of: store) == nil)
            #expect(Self.read(0, of: store)?.count == bytes)
        }
    }

    @Test func aFullDiskIsTold() throws {
        try withTemporaryDirectory { directory in
            let layout = try Self.layout()
            let bytes = [UInt8](repeating: 1, count: 64)
            let kept = try FeatureStore(directory.appending(path: "kept"), layout, reserve: 1 << 60)
            #expect(Self.write(bytes, to: 0, of: kept)?.contains("left to checkpoints") == true)
            #expect(Self.read(0, of: kept) == nil)
            for name in ["features.bin", "index.bin"] {
                let full = directory.appending(path: name)
                try FileManager.default.createDirectory(at: full, withIntermediateDirectories: true)
                let link = full.appending(path: name)
                try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/dev/full")
                let store = try FeatureStore(full, layout)
                #expect(Self.write(bytes, to: 0, of: store) == "No space left on device", "\(name)")
                #expect(Self.read(0, of: store) == nil)
            }
        }
    }

    @Test func aPlaceThatCannotBe() throws {
        let layout = try Self.layout()
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "file")
            try Data([1]).write(to: file)
            #expect(throws: TrainingError.self) { _ = try FeatureStore(file, layout) }
        }
        #expect(throws: TrainingError.self) {
            _ = try FeatureLayout(width: 2048, dtype: .float32, longestPrompt: 16_384, samples: 1 << 40)
        }
    }
}
