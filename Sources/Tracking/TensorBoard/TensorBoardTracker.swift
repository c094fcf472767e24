import Foundation

/// A run as an event file of TensorBoard, a new one per start.
///
/// Records are TFRecords: length, masked checksum of the length, an `Event` message, its masked checksum. Field numbers are
/// those of TensorBoard's `event.proto` and `summary.proto`.
public final class TensorBoardTracker: Tracker {
    private let file: AppendingFile

    /// Begins an event file.
    ///
    /// - Parameters:
    ///   - directory: of the event files; its path is the run's name in TensorBoard.
    ///   - step: of the checkpoint that the run goes on from. TensorBoard then hides what earlier files of the directory
    ///     have for later steps; without it, all that they have.
    /// - Throws: ``TrackingError``.
    public init(directory: URL, resumingAt step: Int?) throws {
        try AppendingFile.createDirectory(directory)
        file = try AppendingFile(directory.appending(path: Self.fileName(in: directory)))
        try write { $0.text(3, "brain.Event:2") }
        // SessionLog.START purges the steps from its own on, but not the first START that TensorBoard meets: so every file has
        // one.
        try write { event in
            event.integer(2, step.map { $0 + 1 } ?? 0)
            event.message(7) { $0.integer(1, 1) }
        }
    }

    public func log(_ values: [(name: String, value: Double)], step: Int) throws {
        guard !values.isEmpty else { return }
        try write { event in
            event.integer(2, step)
            event.message(5) { summary in
                for (name, value) in values {
                    summary.message(1) {
                        $0.text(1, name)
                        $0.float(2, Float(value))
                    }
                }
            }
        }
    }

    public func finish(exitCode: Int) throws { try file.synchronize() }

    private func write(_ fill: (inout ProtobufMessage) -> Void) throws {
        let event = ProtobufMessage { message in
            message.double(1, Date().timeIntervalSince1970)
            fill(&message)
        }.bytes
        let length = UInt64(event.count).littleEndianBytes
        try file.append(
            length + Self.maskedChecksum(length).littleEndianBytes + event
                + Self.maskedChecksum(event).littleEndianBytes)
    }

    /// Masked, because a checksum of data that has checksums in it is weak (TensorFlow's `crc32c.h`).
    private static func maskedChecksum(_ bytes: [UInt8]) -> UInt32 {
        let checksum = CyclicChecksum.castagnoli(bytes)
        return (checksum >> 15 | checksum << 17) &+ 0xa282_ead8
    }

    /// TensorBoard reads the files of a directory in the order of their names, so a new one must come after all others, even
    /// in the same second.
    private static func fileName(in directory: URL) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path(percentEncoded: false))) ?? []
        let prefix = "events.out.tfevents."
        let last = names.compactMap { name in
            name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count).prefix { $0 != "." }) : nil
        }.max()
        let now = Int(Date().timeIntervalSince1970)
        let seconds = String(max(now, (last ?? 0) + 1))
        let padding = String(repeating: "0", count: max(0, 10 - seconds.count))
        return "\(prefix)\(padding)\(seconds).\(hostName()).\(ProcessInfo.processInfo.processIdentifier).0"
    }
}

/// The machine's own name; `ProcessInfo` would ask the network for it.
func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "localhost" : text.replacingOccurrences(of: "/", with: "_")
}
