import Foundation
import FoundationNetworking
import Synchronization

/// Keeps a small body in memory.
final class MemorySink: ByteSink {
    /// Far above any list of files; bounds what a hostile server can make this process allocate.
    private static let limit = 32 << 20
    private let url: URL
    private let body = Mutex(Data())

    /// - Parameter url: where the body comes from, for the message when it is too long.
    init(_ url: URL) { self.url = url }

    var bytes: Data { body.withLock { $0 } }

    /// A redirect or a failed attempt before this response may have had a body of its own.
    func begin(_ response: HTTPURLResponse) { body.withLock { $0 = Data() } }

    func receive(_ bytes: Data) throws {
        try body.withLock {
            guard $0.count + bytes.count <= Self.limit else {
                throw CheckpointError.hub(.badAnswer(url: url.absoluteString, reason: "more than \(Self.limit) bytes"))
            }
            $0.append(bytes)
        }
    }
}
