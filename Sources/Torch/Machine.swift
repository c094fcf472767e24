import CTorch

/// The machine that libtorch computes on.
public enum Machine {
    /// Version of libtorch.
    public static var torchVersion: String { String(cString: tt_version()) }

    /// Threads of one operator.
    public static var threads: Int {
        get { Int(tt_threads()) }
        set { tt_set_threads(Int32(clamping: newValue)) }
    }

    /// Keeps thread k of libtorch's pool on `processors[k]`. Returns how many could be pinned.
    @discardableResult
    public static func pinThreads(to processors: [Int]) -> Int {
        Int(tt_pin_threads(processors.map { Int32(clamping: $0) }, Int32(clamping: processors.count)))
    }

    /// Lets the calling thread, and the processes that it starts, run on `processors` only.
    @discardableResult
    package static func restrictThread(to processors: [Int]) -> Bool {
        tt_restrict_thread(processors.map { Int32(clamping: $0) }, Int32(clamping: processors.count))
    }

    /// Decides whether blocks of a few MB come from memory that the process keeps, or each from the system (glibc).
    ///
    /// Activations want the first: otherwise each is mapped, cleared and unmapped around every operator. Weights want the
    /// second: they stay, and would leave holes of the size of what was freed between them.
    public static func keepFreedMemory(_ keep: Bool) { tt_keep_memory(keep) }

    /// Keeps blocks of a MiB and more from step to step, made of huge pages where the system gives them: for training, whose
    /// gradients would otherwise be mapped, cleared and unmapped page by page in every step.
    public static func keepLargeBlocks() { tt_keep_large_blocks() }

    /// Returns to the system what ``keepLargeBlocks()`` keeps and nothing uses.
    public static func releaseLargeBlocks() { tt_release_large_blocks() }

    /// Whether the processor has the AVX-512 instructions (F, BW, VL, DQ) that oneDNN's bfloat16 products are made of.
    public static var hasAVX512: Bool { tt_has_avx512() }

    /// The processors that this process may run on.
    public static var allowedProcessors: [Int] {
        Array(unsafeUninitializedCapacity: 1024) { buffer, count in
            count = buffer.baseAddress.map { Int(tt_allowed_processors($0, 1024)) } ?? 0
        }.map { (processor: Int32) in Int(processor) }
    }
}
