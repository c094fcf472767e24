/// One of the doors to a ``PolicyService``.
public protocol PolicyServer: Sendable {
    /// Takes no more requests, sends the replies that are due, and closes all connections. Bounded in time.
    func shutdown() async
}
