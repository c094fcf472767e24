import Foundation
import FoundationNetworking
import Synchronization

/// Keeps a small body in memory.
final class MemorySink: ByteSink {
    /// Far above any list of files; bounds what a hostile server can make this process allocate.
    private static let limit = 32 << 20
    private let body = Mutex(Data())

    var bytes: Data { body.withLock { $0 } }

    /// A redirect or a failed attempt before this response may have had a body of its own.
    func begin(_ response: HTTPURLResponse) { body.withLock { $0 = Data() } }

    func receive(_ bytes: Data) throws {
        try body.withLock {
            guard $0.count + bytes.count <= Self.limit else { throw URLError(.dataLengthExceedsMaximum) }
            $0.append(bytes)
        }
    }
}
