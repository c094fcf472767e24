import CTorch
import Dispatch

/// Records what passes through a model: `traced("vision.layer0", x)` returns `x` and, while a trace is open on this thread,
/// hands it over with the time since the trace was opened. Without one it costs a look at a thread-local pointer.
public final class Trace {
    public struct Step {
        public let name: String
        /// The tensor, only where the trace keeps tensors.
        public let tensor: Tensor?
        public let shape: [Int]
        /// Of what the module was given, where it says so.
        public let inputShape: [Int]?
        /// Seconds since the trace was opened.
        public let time: Double
    }

    public private(set) var steps: [Step] = []
    fileprivate var suffix = ""
    private let keepsTensors: Bool
    private let start = DispatchTime.now()

    public init(keepingTensors: Bool) { keepsTensors = keepingTensors }

    /// Runs `body` with this trace open on the thread.
    public func record<R>(_ body: () throws -> R) rethrows -> R {
        let previous = tt_exchange_trace(Unmanaged.passUnretained(self).toOpaque())
        defer { tt_exchange_trace(previous) }
        return try body()
    }

    fileprivate func note(_ name: String, _ tensor: Tensor, _ input: Tensor?) {
        let time = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
        steps.append(
            Step(
                name: name + suffix, tensor: keepsTensors ? tensor : nil, shape: tensor.shape,
                inputShape: input?.shape, time: time))
    }

    fileprivate static var current: Trace? {
        tt_current_trace().map { Unmanaged<Trace>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// `tensor`, what a module made of `input`, noted under `name` in the open trace.
@discardableResult
public func traced(_ name: @autoclosure () -> String, _ tensor: Tensor, from input: Tensor? = nil) -> Tensor {
    Trace.current?.note(name(), tensor, input)
    return tensor
}

/// Runs `body` with `suffix` added to every name that is traced in it, as in `decoder.step0`.
public func tracing<R>(suffix: @autoclosure () -> String, _ body: () throws -> R) rethrows -> R {
    guard let trace = Trace.current else { return try body() }
    let previous = trace.suffix
    trace.suffix = previous + suffix()
    defer { trace.suffix = previous }
    return try body()
}
