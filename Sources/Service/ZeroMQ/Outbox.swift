import Synchronization
import ZeroMQ

/// Replies on their way from the tasks that made them to the socket's thread.
final class Outbox: Sendable {
    let wakeUp: WakeUp
    private let replies = Mutex<[[[UInt8]]]>([])

    init() throws(ZeroMQError) { wakeUp = try WakeUp() }

    /// Takes a reply, all its parts.
    func post(_ reply: [[UInt8]]) {
        replies.withLock { $0.append(reply) }
        wakeUp.signal()
    }

    func takeAll() -> [[[UInt8]]] {
        replies.withLock { replies in
            defer { replies = [] }
            return replies
        }
    }
}
