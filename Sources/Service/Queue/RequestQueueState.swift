import Embodiment

/// What a ``RequestQueue`` keeps behind its lock.
struct RequestQueueState {
    typealias Answer = CheckedContinuation<ActionReply, any Error>

    enum Admission {
        /// `isIdle`: nobody serves the line, so the caller must start that.
        case admitted(isIdle: Bool)
        case refused(ServiceError)
    }

    var line = WaitingLine()
    /// Of entries that wait or are being answered, with the time until which they may.
    private(set) var answers: [UInt64: (answer: Answer, work: QueuedWork)] = [:]
    /// Set when the queue is closed; fires when nothing is left to answer.
    private var emptied: Signal?
    var isServing = false
    /// Ends a wait for more entries early.
    var gathering: Task<Void, Never>?
    /// Wakes at the first deadline.
    var watch: (deadline: ContinuousClock.Instant, task: Task<Void, Never>)?
    private var lastID: UInt64 = 0

    mutating func nextID() -> UInt64 {
        lastID &+= 1
        return lastID
    }

    mutating func admit(_ work: QueuedWork, _ answer: Answer, options: ServiceOptions) -> Admission {
        guard emptied == nil else { return .refused(.shuttingDown) }
        guard line.count < options.maxWaiting || !work.isBounded else {
            return .refused(.busy(waiting: line.count))
        }
        if let deadline = work.deadline, deadline <= work.arrival {
            return .refused(.expired(after: options.deadline))
        }
        line.append(work)
        answers[work.id] = (answer, work)
        if line.observations >= options.maxBatch { gathering?.cancel() }
        defer { isServing = true }
        return .admitted(isIdle: !isServing)
    }

    /// The answer to an entry that has none yet. The entry waits no longer.
    mutating func takeAnswer(_ id: UInt64) -> Answer? {
        guard let taken = answers.removeValue(forKey: id) else { return nil }
        line.remove(id)
        if answers.isEmpty { emptied?.fire() }
        return taken.answer
    }

    /// Nothing is admitted from now on.
    mutating func close(_ signal: Signal) {
        emptied = signal
        if answers.isEmpty { signal.fire() }
    }

    /// The entries whose time is over, and how long each had.
    mutating func takeExpired(now: ContinuousClock.Instant) -> [(answer: Answer, after: Duration)] {
        let expired = answers.values.compactMap { answer, work in
            work.deadline.flatMap { $0 <= now ? (work.id, answer, work.arrival.duration(to: $0)) : nil }
        }
        for (id, _, _) in expired { _ = takeAnswer(id) }
        return expired.map { ($0.1, $0.2) }
    }

    /// Of all entries that have no answer yet.
    var firstDeadline: ContinuousClock.Instant? { answers.values.compactMap(\.work.deadline).min() }

    mutating func giveUp() -> [Answer] {
        defer {
            answers = [:]
            line.removeAll()
            watch?.task.cancel()
            watch = nil
        }
        return answers.values.map(\.answer)
    }
}
