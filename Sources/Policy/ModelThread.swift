import Foundation
import Synchronization

/// One thread that runs the jobs of an actor, one after another. libtorch keeps grad mode and its pool of threads per calling
/// thread, so a model that always runs on the same thread behaves the same from call to call.
final class ModelThread: SerialExecutor {
    private let jobs: Jobs

    init(name: String) {
        let jobs = Jobs()
        self.jobs = jobs
        let thread = Thread { while let job = jobs.next() { job() } }
        thread.name = name
        // A forward pass through libtorch needs more than the 512 KiB that a secondary thread may get.
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit { jobs.add(nil) }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        jobs.add { unowned.runSynchronously(on: executor) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
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
