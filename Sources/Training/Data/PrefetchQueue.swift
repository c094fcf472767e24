import Dispatch
import Synchronization

/// Results of many threads in the order of their tickets, a bounded number of them ahead of the reader.
final class PrefetchQueue<Element: Sendable>: Sendable {
    private let state: Mutex<State>
    /// Places for results that nobody has taken a ticket for.
    private let free = DispatchSemaphore(value: 0)
    /// The reader's batch is complete, or the queue was stopped.
    private let ready = DispatchSemaphore(value: 0)

    private struct State {
        /// The next ticket.
        var issued: Int
        /// The reader's next element.
        var head: Int
        var results: [Int: Result<Element, DataLoaderError>] = [:]
        /// How many elements from `head` on the reader waits for.
        var wanted: Int?
        var stopped = false

        func has(_ count: Int) -> Bool { (head..<head + count).allSatisfy { results[$0] != nil } }
    }

    /// - Parameters:
    ///   - start: the first ticket.
    ///   - capacity: most results and tickets at a time.
    init(startingAt start: Int, capacity: Int) {
        state = Mutex(State(issued: start, head: start))
        for _ in 0..<capacity { free.signal() }
    }

    /// The next ticket, or `nil` when the queue was stopped. Waits while the queue is full.
    func ticket() -> Int? {
        free.wait()
        return state.withLock { state in
            guard !state.stopped else { return nil }
            defer { state.issued += 1 }
            return state.issued
        }
    }

    /// Delivers what a ticket was taken for.
    func fill(_ ticket: Int, _ result: Result<Element, DataLoaderError>) {
        let complete = state.withLock { state in
            state.results[ticket] = result
            guard let wanted = state.wanted, state.has(wanted) else { return false }
            state.wanted = nil
            return true
        }
        if complete { ready.signal() }
    }

    /// The next `count` elements; waits for them. One reader at a time.
    ///
    /// Throws the error of the first that failed, again each time, and ``DataLoaderError/stopped``.
    /// - Precondition: `count` is at most the capacity.
    func take(_ count: Int) throws -> [Element] {
        while true {
            let elements: [Element]? = try state.withLock { state in
                if state.stopped { throw DataLoaderError.stopped }
                guard state.has(count) else {
                    state.wanted = count
                    return nil
                }
                let range = state.head..<state.head + count
                let elements = try range.compactMap { try state.results[$0]?.get() }
                for index in range { state.results[index] = nil }
                state.head += count
                return elements
            }
            if let elements {
                for _ in 0..<count { free.signal() }
                return elements
            }
            ready.wait()
        }
    }

    /// Ends all waiting, now and later, of `threads` threads and one reader.
    func stop(threads: Int) {
        state.withLock {
            $0.stopped = true
            $0.results = [:]
        }
        for _ in 0..<threads { free.signal() }
        ready.signal()
    }
}
