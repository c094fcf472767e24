import Foundation

/// Undoes what SVT-AV1 does where it may, that is for root: real-time priority for its threads and for the one that starts it. With
/// that nothing else runs on the machine's processors while they work.
///
/// A thread that a real-time thread starts inherits its priority: a thread of OpenMP's, say, which then waits for others without
/// letting them run, for ever. So no such thread may be left, whoever started it.
enum OrdinaryScheduling {
    /// Threads are ordinary ones again after `body`; for one caller at a time. In a program that was started with real-time priority
    /// nothing is changed.
    static func keeping<R>(_ body: () -> R) -> R {
        #if os(Linux)
            guard isOrdinaryProgram else { return body() }
            defer { while makeOrdinary() {} }
            return body()
        #else
            return body()
        #endif
    }

    #if os(Linux)
        /// By its first thread, before any encoder was opened.
        private static let isOrdinaryProgram = !isRealTime(getpid())

        private static func isRealTime(_ thread: pid_t) -> Bool {
            [SCHED_FIFO, SCHED_RR].contains(sched_getscheduler(thread))
        }

        /// Whether there was a thread to change: meanwhile it may have started another.
        private static func makeOrdinary() -> Bool {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
            var changed = false
            for thread in names.compactMap({ pid_t($0) }) where isRealTime(thread) {
                var ordinary = sched_param(sched_priority: 0)
                changed = sched_setscheduler(thread, SCHED_OTHER, &ordinary) == 0 || changed
            }
            return changed
        }
    #endif
}
