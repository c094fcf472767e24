import Embodiment
import Foundation
import ZeroMQ

/// What the thread of a ``ZeroMQServer`` does: it moves bytes between the socket, the connections and the lanes.
final class SocketThread {
    /// Pieces that are received before replies are looked after again.
    private static let burst = 64

    private let worker: LaneWorker
    private let service: PolicyService
    private let socket: ZeroMQSocket
    private let sweepPause: Duration
    private var connections: ConnectionTable
    private var lastSweep = ContinuousClock.now

    /// Listens. Throws ``ZeroMQError``.
    init(_ address: String, _ worker: LaneWorker) throws(ZeroMQError) {
        self.worker = worker
        service = worker.endpoints.service
        sweepPause = min(.seconds(1), service.options.messageTime / 2)
        connections = ConnectionTable(
            maxConnections: service.options.maxConnections, maxMessageBytes: service.options.limits.bytes)
        var options = ZeroMQSocketOptions()
        // A client has ``ClientLanes/maxWaiting`` answers to come, and refusals; who doesn't read these is cut off.
        options.sendQueue = 4 * ClientLanes.maxWaiting
        // The last replies, after which the server leaves.
        options.linger = .seconds(1)
        options.usesIPv6 = address.contains("[")
        socket = try ZeroMQSocket(.stream, in: ZeroMQContext(), options: options)
        try socket.bind(address)
    }

    /// Where it listens.
    var address: String { socket.address }

    /// Returns when the server is to stop and every request is answered, or the time for that is over.
    func run(until stop: Signal) {
        var end: ContinuousClock.Instant?
        var wasReceiving = true
        while true {
            sendReplies()
            if stop.hasFired {
                let limit = end ?? .now.advanced(by: service.options.shutdownGrace)
                end = limit
                if worker.lanes.isEmpty || limit <= .now { break }
            }
            let isReceiving = !stop.hasFired && worker.lanes.hasRoom
            if isReceiving && !wasReceiving { connections.restartPatience(.now) }
            wasReceiving = isReceiving
            do {
                // A lane ends shortly after its reply has rung, so what waits for that looks again.
                let ready = try socket.wait(
                    orFor: worker.outbox.wakeUp, receiving: isReceiving,
                    within: isReceiving ? sweepPause : .milliseconds(10))
                if ready.hasMessage { receive() }
            } catch {
                // Nothing that a peer can cause; the next try may do.
                service.log.warning("\(error)")
                Thread.sleep(forTimeInterval: 0.1)
            }
            if isReceiving { sweep() }
        }
        sendReplies()
    }

    private func receive() {
        for _ in 0..<Self.burst where worker.lanes.hasRoom {
            do throws(ZeroMQError) {
                let parts = try socket.receive(within: .zero)
                guard parts.count == 2 else { continue }
                parts[1].isEmpty ? openOrClose(parts[0]) : receive(parts[1], from: parts[0])
            } catch {
                if case .timedOut = error { return }
                service.log.warning("\(error)")
            }
        }
    }

    /// libzmq says the same when a peer comes and when it goes.
    private func openOrClose(_ number: [UInt8]) {
        if connections.isKnown(number) { return forget(number) }
        if let evicted = connections.open(number, now: .now) {
            service.log.warning("zeromq: too many connections; \(evicted.name) had to make room")
            hangUp(evicted)
        }
        send(ZMTPConnection.opening, to: number)
    }

    private func receive(_ bytes: [UInt8], from number: [UInt8]) {
        let now = ContinuousClock.now
        do throws(ZMTPError) {
            guard let (connection, events) = try connections.receive(bytes, from: number, now: now) else { return }
            for event in events {
                switch event {
                case .answer(let bytes): send(bytes, to: number)
                case .message(let parts):
                    dispatch(ClientMessage(parts, connection: number, name: connection.name, arrival: now))
                }
            }
            if let greediest = connections.greediest() {
                service.log.warning(
                    "zeromq \(greediest.name): too much memory for unfinished messages; it had to make room")
                close(greediest.number)
            }
        } catch {
            service.log.warning("zeromq \(number.hexadecimal): \(error)")
            close(number)
        }
    }

    private func dispatch(_ message: ClientMessage) {
        let request = ClientRequest(message, Result { try worker.endpoints.envelope(message) })
        if !request.isRefused { connections.trust(message.route[0]) }
        switch worker.lanes.admit(request) {
        case .refused(let waiting):
            sendReply(message.route + [worker.endpoints.refuse(message, ServiceError.busy(waiting: waiting))])
        case .admitted(isFirst: false): return
        case .admitted(isFirst: true): Task.detached { [worker] in await worker.work(from: request) }
        }
    }

    private func sendReplies() {
        for reply in worker.outbox.takeAll() { sendReply(reply) }
    }

    /// - Parameter reply: the connection's number, then the message.
    private func sendReply(_ reply: [[UInt8]]) {
        guard connections.isKnown(reply[0]) else { return }
        send(ZMTPFrame.message(reply.dropFirst()), to: reply[0])
    }

    private func send(_ bytes: [UInt8], to number: [UInt8]) {
        do throws(ZeroMQError) { try socket.send([number, bytes], within: .zero) } catch {
            if case .timedOut = error {
                service.log.warning(
                    "zeromq \(number.hexadecimal): does not read its replies; the connection was closed")
            }
            close(number)
        }
    }

    private func close(_ number: [UInt8]) {
        forget(number)
        // Nothing to do where it has gone already.
        try? socket.send([number, []], within: .zero)
    }

    private func forget(_ number: [UInt8]) {
        if let connection = connections.close(number) { forgetState(of: connection) }
    }

    private func hangUp(_ connection: ClientConnection) {
        try? socket.send([connection.number, []], within: .zero)
        forgetState(of: connection)
    }

    /// A client that goes by a name of its own may come back; it is forgotten when it has long been idle.
    private func forgetState(of connection: ClientConnection) {
        worker.lanes.drop(connection.number)
        guard !connection.isNamed else { return }
        let session = SessionID(connection: connection.name, of: .zeroMQ)
        Task.detached { [service] in await service.queue.forget(session) }
    }

    private func sweep() {
        let now = ContinuousClock.now
        guard lastSweep.duration(to: now) >= sweepPause else { return }
        lastSweep = now
        let patience = service.options.messageTime
        for number in connections.late(now, patience: patience) {
            service.log.warning("zeromq \(number.hexadecimal): no whole message within \(patience.text)")
            close(number)
        }
    }
}
