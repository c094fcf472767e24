import Foundation
import Synchronization

/// One thread that runs the jobs of an actor, one after another.
///
/// For what a thread of Swift's pool must not do, or can't: wait for a serial port or a socket; use what belongs to one thread, as a
/// socket of ZeroMQ does, and libtorch's grad mode and its pool of threads.
package final class JobThread: SerialExecutor {
    private let jobs: Jobs

    package init(name: String) {
        let jobs = Jobs()
        self.jobs = jobs
        let thread = Thread { while let job = jobs.next() { job() } }
        thread.name = name
        // A forward pass through libtorch needs more than the 512 KiB that a secondary thread may get.
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit { jobs.add(nil) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        // Kept until the job is done: its actor, and this with it, may go within.
        jobs.add { [self] in unowned.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The queue between callers and the thread; `nil` ends it.
private final class Jobs: Sendable {
    private let queue = Mutex<[(@Sendable () -> Void)?]>([])
    private let available = DispatchSemaphore(value: 0)

    func add(_ job: (@Sendable () -> Void)?) {
        queue.withLock { $0.append(job) }
        available.signal()
    }

    func next() -> (@Sendable () -> Void)? {
        available.wait()
        return queue.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
