import Foundation

/// The last lines of what a process writes into a pipe.
struct LastLines {
    private static let kept = 20
    /// A line may never end; this much of it is enough.
    private static let longest = 2000

    /// The reading end; -1 when it is closed. Does not block.
    private(set) var pipe: Int32
    private var bytes: [UInt8] = []

    init(reading pipe: Int32) { self.pipe = pipe }

    /// What came last, at most twenty lines.
    var text: String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(Self.kept)
            .map { $0.count > Self.longest ? $0.prefix(Self.longest) + "…" : $0 }.joined(separator: "\n")
    }

    /// Takes what is there.
    mutating func read() {
        guard pipe >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(pipe, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
                bytes.removeFirst(max(0, bytes.count - Self.kept * Self.longest))
            } else if count < 0, errno == EINTR {
                continue
            } else {
                if count == 0 || errno != EAGAIN { close() }
                return
            }
        }
    }

    mutating func close() {
        if pipe >= 0 { Foundation.close(pipe) }
        pipe = -1
    }
}
