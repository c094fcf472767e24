import Foundation
import Synchronization
import ZeroMQ

/// One request and its answer after another over ZeroMQ. A request socket that got no answer can never send again, so it is
/// thrown away and a new one made ("lazy pirate" in ZeroMQ's guide); a late answer to the old one is dropped with it.
final class RequestConnection {
    private let address: ServiceAddress
    private let maxMessageBytes: Int
    private var socket: ZeroMQSocket?

    /// libzmq's thread is shared by all clients of a program.
    private static let sharedContext = Mutex<ZeroMQContext?>(nil)

    init(to address: ServiceAddress, maxMessageBytes: Int) {
        self.address = address
        self.maxMessageBytes = maxMessageBytes
    }

    /// Sends `message` and waits for its answer.
    ///
    /// - Throws: ``ClientError``; `CancellationError` when the task that called is cancelled.
    func exchange(_ message: [UInt8], timeout: Duration, attempts: Int) throws -> [UInt8] {
        guard message.count <= maxMessageBytes else {
            throw ClientError.tooLarge(bytes: message.count, limit: maxMessageBytes)
        }
        var backOff = BackOff()
        for attempt in 1...attempts {
            if let answer = try exchange(message, timeout: timeout) { return answer }
            if attempt < attempts { try Self.sleep(backOff.next()) }
        }
        throw ClientError.noAnswer(address: "\(address)", within: timeout, attempts: attempts)
    }

    /// nil where no answer came in time.
    private func exchange(_ message: [UInt8], timeout: Duration) throws -> [UInt8]? {
        var isAnswered = false
        defer { if !isAnswered { socket = nil } }
        try Task.checkCancellation()
        let end = ContinuousClock.now.advanced(by: timeout)
        do {
            let socket = try connected()
            try socket.send([message], within: timeout)
            while true {
                let left = ContinuousClock.now.duration(to: end)
                guard left > .zero else { return nil }
                do {
                    let parts = try socket.receive(within: min(left, Self.glance))
                    isAnswered = true
                    guard parts.count == 1 else {
                        throw ClientError.badReply(address: "\(address)", reason: "\(parts.count) parts instead of one")
                    }
                    return parts[0]
                } catch ZeroMQError.timedOut { try Task.checkCancellation() }
            }
        } catch ZeroMQError.timedOut {
            return nil
        } catch let error as ZeroMQError { throw ClientError.network(error) }
    }

    private func connected() throws(ZeroMQError) -> ZeroMQSocket {
        if let socket { return socket }
        var options = ZeroMQSocketOptions()
        options.maxMessageBytes = maxMessageBytes
        options.usesIPv6 = address.isIPv6
        let socket = try ZeroMQSocket(.request, in: Self.context(), options: options)
        try socket.connect("\(address)")
        self.socket = socket
        return socket
    }

    private static func context() throws(ZeroMQError) -> ZeroMQContext {
        try sharedContext.withLock { shared throws(ZeroMQError) in
            if let shared { return shared }
            let context = try ZeroMQContext()
            shared = context
            return context
        }
    }

    /// How often the thread that waits looks whether its task was cancelled. An answer ends the wait at once.
    private static let glance = Duration.milliseconds(50)

    /// Throws `CancellationError`.
    static func sleep(_ duration: Duration) throws {
        let end = ContinuousClock.now.advanced(by: duration)
        while true {
            try Task.checkCancellation()
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return }
            Thread.sleep(forTimeInterval: min(left, glance) / .seconds(1))
        }
    }
}
