import Torch

/// What the program sets up for libtorch, so that a user sets nothing.
enum Runtime {
    /// One thread per processor that this process may use, each pinned to its own: without that a thread that is moved
    /// while others wait for it makes every operator several times slower on a busy machine.
    static func start(threads: Int? = nil) {
        Machine.keepMemory()
        let processors = Array(Machine.allowedProcessors.prefix(threads ?? Int.max))
        Machine.threads = processors.count
        Machine.pinThreads(to: processors)
    }
}
