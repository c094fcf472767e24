import Synchronization

/// What the messages of all connections of a server may take together, from their first byte to their answer. One
/// message may be large, but not many at once.
package final class ByteBudget: Sendable {
    private let limit: Int
    private let used = Atomic(0)

    package init(limit: Int) { self.limit = limit }

    /// False, and nothing taken, where there is not so much left.
    func take(_ count: Int) -> Bool {
        let (_, total) = used.add(count, ordering: .relaxed)
        guard total > limit else { return true }
        give(count)
        return false
    }

    func give(_ count: Int) { used.subtract(count, ordering: .relaxed) }
}
