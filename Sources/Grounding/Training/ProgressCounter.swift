import Synchronization

/// Counts what several threads do.
final class ProgressCounter: Sendable {
    private let count = Mutex(0)
    private let report: @Sendable (Int) -> Void

    init(_ report: @escaping @Sendable (Int) -> Void) { self.report = report }

    func add(_ more: Int) {
        report(
            count.withLock {
                $0 += more
                return $0
            })
    }
}
