import CZeroMQ

extension ZeroMQSocket {
    /// Sends one message of one or more parts, whole or not at all.
    /// - Parameter within: how long to wait while the queue to the peer is full; nil waits for ever.
    /// - Throws: ``ZeroMQError/timedOut(_:after:)``, ``ZeroMQError/outOfTurn(_:)``, ``ZeroMQError/closed(_:)``.
    public func send(_ parts: [[UInt8]], within: Duration? = nil) throws(ZeroMQError) {
        for (index, part) in parts.enumerated() {
            let more = index < parts.count - 1 ? ZMQ_SNDMORE : 0
            try retrying("send to", ready: ZMQ_POLLOUT, within: within) {
                part.withUnsafeBytes { zmq_send(pointer, $0.baseAddress, $0.count, more | ZMQ_DONTWAIT) }
            }
        }
    }

    /// Receives one message, all its parts.
    /// - Parameter within: how long to wait; nil waits for ever.
    /// - Throws: ``ZeroMQError/timedOut(_:after:)``, ``ZeroMQError/tooManyParts(_:limit:)``,
    ///   ``ZeroMQError/outOfTurn(_:)``, ``ZeroMQError/closed(_:)``.
    public func receive(within: Duration? = nil) throws(ZeroMQError) -> [[UInt8]] {
        var message = zmq_msg_t()
        zmq_msg_init(&message)
        defer { zmq_msg_close(&message) }
        var parts: [[UInt8]] = []
        var count = 0
        repeat {
            try retrying("receive from", ready: ZMQ_POLLIN, within: within) {
                zmq_msg_recv(&message, pointer, ZMQ_DONTWAIT)
            }
            count += 1
            if count <= Self.maxParts {
                parts.append(
                    [UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
            }
        } while zmq_msg_more(&message) != 0
        guard count <= Self.maxParts else { throw .tooManyParts(address, limit: Self.maxParts) }
        return parts
    }

    /// Repeats a call that doesn't wait until it is done, the time is over or something is wrong.
    private func retrying(
        _ operation: String, ready: Int32, within: Duration?, _ call: () -> Int32
    ) throws(ZeroMQError) {
        let end = within.map { ContinuousClock.now.advanced(by: $0) }
        while call() < 0 {
            switch zmq_errno() {
            case EINTR: continue
            case EAGAIN: break
            default: throw .last(operation, address)
            }
            let left = end.map { ContinuousClock.now.duration(to: $0) }
            if let left, left <= .zero { throw .timedOut(address, after: within ?? .zero) }
            var item = zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ready), revents: 0)
            if zmq_poll(&item, 1, Int(left?.wholeMilliseconds ?? -1)) < 0, zmq_errno() != EINTR {
                throw .last(operation, address)
            }
        }
    }
}
