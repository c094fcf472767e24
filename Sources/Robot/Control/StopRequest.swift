import Synchronization

/// Ends a control loop from outside: once for an orderly end, again for one without the way home.
///
/// For any thread, but not for a POSIX signal handler, which must not take locks: let a `DispatchSource` call it.
public final class StopRequest: Sendable {
    private struct State {
        var count = 0
        var nextID = 0
        var handlers: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Asks the loop to end: after this step go home and let go; at the second call let go where the robot is.
    public func request() {
        let handlers = state.withLock { state in
            state.count += 1
            defer { state.handlers = [:] }
            return Array(state.handlers.values)
        }
        for handler in handlers { handler() }
    }

    public var isRequested: Bool { state.withLock { $0.count > 0 } }
    /// Whether it was asked for more than once.
    public var isUrgent: Bool { state.withLock { $0.count > 1 } }

    /// Thrown where a request ended something.
    struct Stopped: Error {}

    /// The result of `operation`, which is cancelled and no longer waited for when a stop is requested: a policy that
    /// hangs must not keep the robot from stopping. Throws ``Stopped`` then.
    func abandoning<Value: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (stream, continuation) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
        let task = Task {
            let result: Result<Value, any Error>
            do { result = .success(try await operation()) } catch { result = .failure(error) }
            continuation.yield(result)
        }
        let id = state.withLock { state -> Int? in
            guard state.count == 0 else { return nil }
            state.nextID += 1
            state.handlers[state.nextID] = { continuation.finish() }
            return state.nextID
        }
        defer { if let id { state.withLock { $0.handlers[id] = nil } } }
        guard id != nil else {
            task.cancel()
            throw Stopped()
        }
        for await result in stream { return try result.get() }
        task.cancel()
        throw Stopped()
    }
}
