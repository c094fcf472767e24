import Foundation
import Synchronization
import ZeroMQ

/// Serves a policy to Isaac-GR00T's clients: one socket for all of them, on a thread of its own.
///
/// That thread only moves bytes. Requests are decoded, answered and encoded by tasks, a client's in order.
public final class ZeroMQServer: PolicyServer {
    /// Where it listens, `tcp://127.0.0.1:5555`.
    public let address: String

    private let service: PolicyService
    private let lanes: ClientLanes
    private let outbox: Outbox
    private let stop: Signal
    private let stopped: Signal

    /// Listens on the host and port of the service's options; without a port, on a free one.
    ///
    /// - Throws: ``ZeroMQError/addressInUse(_:)`` and the other errors of ``ZeroMQSocket/bind(_:)``.
    public init(_ service: PolicyService) async throws {
        let options = service.options
        let lanes = ClientLanes(maxBytes: 2 * options.limits.bytes)
        let outbox = try Outbox()
        let (stop, stopped) = (Signal(), Signal())
        let worker = LaneWorker(endpoints: IsaacEndpoints(service: service), lanes: lanes, outbox: outbox)
        let wanted = HostAddress.zeroMQ(options.host, port: options.port ?? 0)
        address = try await withCheckedThrowingContinuation { bound in
            Thread.detachNewThread {
                Self.serve(wanted, worker, until: stop, bound)
                stopped.fire()
            }
        }
        self.service = service
        self.lanes = lanes
        self.outbox = outbox
        self.stop = stop
        self.stopped = stopped
    }

    /// Says where it listens, and serves until the server is to stop. The socket is closed when this returns.
    private static func serve(
        _ address: String, _ worker: LaneWorker, until stop: Signal, _ bound: CheckedContinuation<String, any Error>
    ) {
        do {
            let thread = try SocketThread(address, worker)
            bound.resume(returning: thread.address)
            thread.run(until: stop)
        } catch {
            bound.resume(throwing: error)
        }
    }

    /// The port it got.
    public var port: Int { address.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// Receives no more, waits for the requests that are being answered as long as the options say, and closes the
    /// socket when the replies have gone.
    public func shutdown() async {
        stop.fire()
        outbox.wakeUp.signal()
        await stopped.wait()
    }
}
