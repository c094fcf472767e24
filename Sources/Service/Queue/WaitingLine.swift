import Embodiment

/// Work that waits for the policy, in the order of its arrival.
struct WaitingLine {
    private var entries: [QueuedWork] = []

    var count: Int { entries.count }
    var first: QueuedWork? { entries.first }
    /// Of all that wait.
    var observations: Int { entries.reduce(0) { $0 + $1.size } }

    mutating func append(_ work: QueuedWork) { entries.append(work) }

    mutating func remove(_ id: UInt64) { entries.removeAll { $0.id == id } }

    mutating func removeAll() { entries = [] }

    /// Takes the first entry, and with it those behind it that have its shape, up to `limit` observations. No session's
    /// entry overtakes an earlier one of that session, and none is in a batch twice.
    mutating func takeBatch(limit: Int) -> [QueuedWork] {
        guard let first = entries.first else { return [] }
        entries.removeFirst()
        guard let shape = first.shape, first.size < limit else { return [first] }
        var batch = [first]
        var size = first.size
        var passedSessions: Set = [first.session]
        var rest: [QueuedWork] = []
        for entry in entries {
            let isTurn = passedSessions.insert(entry.session).inserted
            if isTurn, entry.shape == shape, size + entry.size <= limit {
                batch.append(entry)
                size += entry.size
            } else {
                rest.append(entry)
            }
        }
        entries = rest
        return batch
    }
}
