import Foundation

/// Undoes what SVT-AV1 does where it may, that is for root: real-time priority for its threads and for the one that starts it. With
/// that nothing else runs on the machine's processors while they work.
enum OrdinaryScheduling {
    /// Threads that `body` makes real-time ones are ordinary again afterwards.
    static func keeping<R>(_ body: () -> R) -> R {
        #if os(Linux)
            let before = Set(threads.filter { sched_getscheduler($0) != SCHED_OTHER })
            defer {
                for thread in threads where !before.contains(thread) && sched_getscheduler(thread) != SCHED_OTHER {
                    var ordinary = sched_param(sched_priority: 0)
                    sched_setscheduler(thread, SCHED_OTHER, &ordinary)
                }
            }
        #endif
        return body()
    }

    #if os(Linux)
        private static var threads: [pid_t] {
            ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []).compactMap { pid_t($0) }
        }
    #endif
}
