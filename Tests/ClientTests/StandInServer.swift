import Foundation
import Synchronization
import Wire
import ZeroMQ

/// A server on a thread of its own that answers each request as a closure says: with nothing, once, or several times.
final class StandInServer: Sendable {
    /// Where it listens, on 127.0.0.1.
    let port: Int
    private let stop: WakeUp
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - answer: gets the message and its number, from 0; returns what to send: messages of one or more parts.
    init(port: Int = 0, answer: @escaping @Sendable (_ message: [UInt8], _ number: Int) -> [[[UInt8]]]) throws {
        let stop = try WakeUp()
        let ended = ended
        let start = StartBox()
        self.stop = stop
        Thread.detachNewThread {
            do throws(ZeroMQError) { try Self.run(port, start, until: stop, answer) } catch {
                start.finish(.failure(error))
            }
            ended.signal()
        }
        self.port = try start.wait()
    }

    /// When it returns, socket and context are gone, and with them the listening port.
    private static func run(
        _ port: Int, _ start: StartBox, until stop: WakeUp, _ answer: ([UInt8], Int) -> [[[UInt8]]]
    ) throws(ZeroMQError) {
        let socket = try ZeroMQSocket(.router, in: ZeroMQContext())
        let address = try socket.bind("tcp://127.0.0.1:\(port == 0 ? "*" : "\(port)")")
        start.finish(.success(Int(address.split(separator: ":").last ?? "") ?? 0))
        try serve(socket, until: stop, answer)
    }

    private static func serve(
        _ socket: ZeroMQSocket, until stop: WakeUp, _ answer: ([UInt8], Int) -> [[[UInt8]]]
    ) throws(ZeroMQError) {
        var number = 0
        while true {
            let readiness = try socket.wait(orFor: stop, within: nil)
            if readiness.isWoken { return }
            guard readiness.hasMessage else { continue }
            let parts = try socket.receive(within: .zero)
            guard parts.count == 3 else { continue }
            for reply in answer(parts[2], number) { try socket.send([parts[0], parts[1]] + reply) }
            number += 1
        }
    }

    /// Returns when the port is free again.
    func close() {
        stop.signal()
        ended.wait()
    }

    deinit { stop.signal() }

    private static let lastPort = Mutex(0)

    /// A port that nobody else gets in the meantime: below those that the system gives out, and different in each process.
    static func ownPort() -> Int {
        let number = lastPort.withLock { last in
            last += 1
            return last
        }
        return 20_000 + (Int(getpid()) * 16 + number) % 12_000
    }
}

/// What the thread of a server tells the one that starts it.
private final class StartBox: Sendable {
    private let result = Mutex<Result<Int, ZeroMQError>?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func finish(_ result: Result<Int, ZeroMQError>) {
        self.result.withLock { $0 = $0 ?? result }
        ready.signal()
    }

    func wait() throws -> Int {
        ready.wait()
        return try result.withLock { try $0?.get() ?? 0 }
    }
}
