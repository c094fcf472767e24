import NIOCore
import Synchronization

/// The connections whose clients may wait for an observation of their own, so that leaving need not wait for them.
final class LeRobotWaiting: Sendable {
    private let calls = Mutex<[ObjectIdentifier: LeRobotCalls]>([:])

    func add(_ new: LeRobotCalls, until closed: EventLoopFuture<Void>) {
        calls.withLock { $0[ObjectIdentifier(new)] = new }
        closed.whenComplete { [self] _ in calls.withLock { $0[ObjectIdentifier(new)] = nil } }
    }

    func sendAway() {
        for calls in calls.withLock({ Array($0.values) }) { calls.leave() }
    }
}
