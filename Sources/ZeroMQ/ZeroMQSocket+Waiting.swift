import CZeroMQ

/// What a thread that waits for its socket is woken by; nothing of it when the time is over.
public struct ZeroMQReadiness: Sendable, Equatable {
    /// A message can be received.
    public let hasMessage: Bool
    /// The wake-up was signalled, and is cleared by now.
    public let isWoken: Bool
}

extension ZeroMQSocket {
    /// Waits for a message or for another thread.
    /// - Parameters:
    ///   - wakeUp: what other threads signal.
    ///   - receiving: whether messages are of interest; false lets them wait with their senders.
    ///   - within: how long to wait; nil waits for ever.
    /// - Throws: ``ZeroMQError/closed(_:)``.
    public func wait(orFor wakeUp: WakeUp, receiving: Bool = true, within: Duration?) throws(ZeroMQError)
        -> ZeroMQReadiness
    {
        var items = [
            zmq_pollitem_t(socket: nil, fd: wakeUp.descriptor, events: Int16(ZMQ_POLLIN), revents: 0),
            zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
        ]
        let milliseconds = Int(within?.wholeMilliseconds ?? -1)
        if zmq_poll(&items, receiving ? 2 : 1, milliseconds) < 0 {
            // A signal to the process: the caller sees that nothing is ready and waits again.
            guard zmq_errno() == EINTR else { throw .last("wait for", address) }
            return ZeroMQReadiness(hasMessage: false, isWoken: false)
        }
        let isWoken = items[0].revents != 0
        if isWoken { wakeUp.clear() }
        return ZeroMQReadiness(hasMessage: items[1].revents & Int16(ZMQ_POLLIN) != 0, isWoken: isWoken)
    }
}
