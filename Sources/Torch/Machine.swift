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

    /// Keeps freed memory for the next operator instead of giving it back to the system, and asks for huge pages. Call it
    /// before the first tensor is made.
    public static func keepMemory() { tt_keep_memory() }

    /// The processors that this process may run on.
    public static var allowedProcessors: [Int] {
        Array(unsafeUninitializedCapacity: 1024) { buffer, count in
            count = buffer.baseAddress.map { Int(tt_allowed_processors($0, 1024)) } ?? 0
        }.map { (processor: Int32) in Int(processor) }
    }

    /// Starts libtorch's random numbers anew.
    public static func seedRandomNumbers(_ seed: UInt64) { tt_manual_seed(seed) }
}
