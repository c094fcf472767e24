import Synchronization

/// Keeps the requests of each client in their order, while clients go ahead of each other: a lane per client that has
/// requests, worked off by one task.
final class ClientLanes: Sendable {
    enum Admission {
        /// `isFirst`: nobody works the lane off yet.
        case admitted(isFirst: Bool)
        case refused(waiting: Int)
    }

    private struct State {
        /// Requests that wait behind the one being answered.
        var lanes: [[[UInt8]]: [ClientRequest]] = [:]
        var bytes = 0
    }

    /// Unanswered requests of one client; a request socket has one.
    static let maxWaiting = 64

    private let maxBytes: Int
    private let state = Mutex(State())

    /// - Parameter maxBytes: of requests in memory; above it ``hasRoom`` is false.
    init(maxBytes: Int) { self.maxBytes = maxBytes }

    var isEmpty: Bool { state.withLock { $0.lanes.isEmpty } }

    /// Whether another message may be received. Where not, messages wait with their senders.
    var hasRoom: Bool { state.withLock { $0.bytes < maxBytes } }

    func admit(_ request: ClientRequest) -> Admission {
        let message = request.message
        return state.withLock { state in
            if let waiting = state.lanes[message.route]?.count, waiting >= Self.maxWaiting {
                return .refused(waiting: waiting)
            }
            state.bytes += message.bytes
            guard state.lanes[message.route] != nil else {
                state.lanes[message.route] = []
                return .admitted(isFirst: true)
            }
            state.lanes[message.route]?.append(request)
            return .admitted(isFirst: false)
        }
    }

    /// Forgets what waits of a connection that has gone.
    func drop(_ connection: [UInt8]) {
        state.withLock { state in
            for (route, lane) in state.lanes where route.first == connection && !lane.isEmpty {
                state.bytes -= lane.reduce(0) { $0 + $1.message.bytes }
                state.lanes[route] = []
            }
        }
    }

    /// The client's next request after one was answered; nil, and the lane is gone, where there is none.
    func next(after request: ClientRequest) -> ClientRequest? {
        let message = request.message
        return state.withLock { state in
            state.bytes -= message.bytes
            guard let lane = state.lanes[message.route], let next = lane.first else {
                state.lanes[message.route] = nil
                return nil
            }
            state.lanes[message.route]?.removeFirst()
            return next
        }
    }
}
