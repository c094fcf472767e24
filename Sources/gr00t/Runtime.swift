import Foundation
import Torch

/// What the program sets up for libtorch, so that a user sets nothing.
enum Runtime {
    /// One thread per processor that this process may use, each pinned to its own: without that a thread that is moved
    /// while others wait for it makes every operator several times slower on a busy machine.
    static func start(threads: Int? = nil) { Machine.pinThreads(to: processors(threads: threads)) }

    /// As ``start(threads:)`` for a model on a thread of its own, which pins itself to the processors returned here. The
    /// calling thread stays free: threads that it starts (decoders, tasks) would inherit its one processor.
    static func processors(threads: Int? = nil) -> [Int] {
        let allowed = Machine.allowedProcessors
        let count = max(1, min(threads ?? allowed.count, allowed.count))
        // Programs that run side by side with a few threads each must not all have the first processors.
        let start = Int(getpid()) % max(1, allowed.count / count) * count
        let processors = Array(allowed.dropFirst(start).prefix(count))
        Machine.threads = processors.count
        return processors
    }
}
