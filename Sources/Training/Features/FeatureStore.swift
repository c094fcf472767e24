import Foundation
import Torch

/// Features of many samples in two files: `features.bin` has a slot of equal size for each, sparse as long as it is empty, and
/// `index.bin` 16 bytes: number of tokens and a checksum, written after the features.
///
/// A reader trusts nothing: what does not give the checksum (a process was killed, power failed, two processes wrote at once,
/// the file was damaged) counts as missing. So any number of threads and processes may read and write without locks. Files are
/// read and written by calls rather than mapped: a full disk or a failing one is then an error, not the signal SIGBUS.
package final class FeatureStore: Sendable {
    /// What is in a slot.
    package enum Content: Sendable {
        case empty
        /// Something is there that is not what was written.
        case damaged
        case features(StoredFeatures)
    }

    package let directory: URL
    package let layout: FeatureLayout
    private let data: Int32
    private let index: Int32
    package let isWritable: Bool
    /// Bytes that are left free on the disk.
    private let reserve: Int

    /// Opens the files, or makes them.
    ///
    /// Throws ``TrainingError/unwritable(path:reason:)`` where there are none and they can't be made.
    package init(_ directory: URL, _ layout: FeatureLayout, reserve: Int = 0) throws {
        self.directory = directory
        self.layout = layout
        self.reserve = reserve
        do { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            throw TrainingError.unwritable(path: directory.path, reason: "the directory can't be made")
        }
        func open(_ name: String) throws -> (Int32, isWritable: Bool) {
            let path = directory.appending(path: name).path
            let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (descriptor, true) }
            let reason = String(cString: strerror(errno))
            // Someone else's, to be read only.
            let readable = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard readable >= 0 else { throw TrainingError.unwritable(path: path, reason: reason) }
            return (readable, false)
        }
        let (data, writesData) = try open("features.bin")
        self.data = data
        do {
            let (index, writesIndex) = try open("index.bin")
            self.index = index
            isWritable = writesData && writesIndex
        } catch {
            close(data)
            throw error
        }
    }

    deinit {
        close(data)
        close(index)
    }

    package func content(of slot: Int) -> Content {
        var entry = FeatureIndexEntry()
        let found = withUnsafeMutableBytes(of: &entry) {
            FileBytes.read(into: $0, from: index, at: slot * MemoryLayout<FeatureIndexEntry>.size)
        }
        guard found, entry.tokens > 0 else { return .empty }
        guard entry.tokens <= layout.longestPrompt else { return .damaged }
        let count = Int(entry.tokens) * layout.bytesPerToken
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            isWhole = FileBytes.read(
                into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]),
                from: data, at: slot * layout.slotBytes)
            filled = isWhole ? count : 0
        }
        guard isWhole, bytes.withUnsafeBytes({ entry.isOf($0, slot: slot) }) else { return .damaged }
        return .features(StoredFeatures(tokens: Int(entry.tokens), bytes: bytes))
    }

    /// Fills a slot. Returns why it could not be, or `nil`; then the slot counts as missing.
    package func write(_ bytes: UnsafeRawBufferPointer, to slot: Int) -> String? {
        let tokens = bytes.count / layout.bytesPerToken
        guard tokens > 0, tokens <= layout.longestPrompt else {
            return "a prompt of \(tokens) tokens is longer than a slot, which has \(layout.longestPrompt)"
        }
        if reserve > 0, let free = DiskSpace.free(of: data), free - bytes.count < reserve {
            return "the last \(ReadableNumber.bytes(reserve)) of the disk are left to checkpoints"
        }
        let entry = FeatureIndexEntry(bytes, tokens: tokens, slot: slot)
        guard FileBytes.write(bytes, to: data, at: slot * layout.slotBytes),
            withUnsafeBytes(
                of: entry,
                {
                    FileBytes.write($0, to: index, at: slot * MemoryLayout<FeatureIndexEntry>.size)
                })
        else { return String(cString: strerror(errno)) }
        return nil
    }

    /// How many of these slots are filled, and how many bytes their features have; by the index alone.
    package func stored(in ranges: [Range<Int>]) -> (slots: Int, bytes: Int) {
        var (slots, tokens) = (0, 0)
        let size = MemoryLayout<FeatureIndexEntry>.size
        for range in ranges {
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 65_536) {
                let count = min(65_536, range.upperBound - start)
                var entries = [FeatureIndexEntry](repeating: FeatureIndexEntry(), count: count)
                // What lies behind the file's end stays zero.
                entries.withUnsafeMutableBytes { _ = FileBytes.read(into: $0, from: index, at: start * size) }
                for entry in entries where entry.tokens > 0 && entry.tokens <= layout.longestPrompt {
                    slots += 1
                    tokens += Int(entry.tokens)
                }
            }
        }
        return (slots, tokens * layout.bytesPerToken)
    }
}
