import Foundation
import Synchronization

/// Ctrl-C and SIGTERM while it lives: the program ends when what it is doing is done. A second one ends it at once.
final class Ending: Sendable {
    private let count: Count
    private let interruptions: Interruptions

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    /// - Parameter onWanted: called when the end is wanted.
    init(onWanted: @escaping @Sendable () -> Void = {}) {
        let count = Count()
        self.count = count
        interruptions = Interruptions { signal in
            if count.value.add(1, ordering: .relaxed).oldValue > 0 { _exit(128 + signal) }
            onWanted()
        }
    }

    var isWanted: Bool { count.value.load(ordering: .relaxed) > 0 }
}
