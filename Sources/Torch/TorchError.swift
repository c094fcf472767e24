import CTorch

/// What libtorch said when an operator failed.
public struct TorchError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// Turns the first failure of an operator in `body` into one Swift error.
///
/// After that failure the operators of the scope compute nothing and return empty tensors, so `body` runs to its end quickly
/// and its result is thrown away. Scopes belong at boundaries (one service request, one training step), not in forward code.
public func catchingTorchErrors<R>(_ body: () throws -> R) throws -> R {
    tt_enter_error_scope()
    defer { tt_leave_error_scope() }
    let result = Result { try body() }
    if let message = tt_take_error() { throw TorchError(String(cString: message)) }
    return try result.get()
}

/// Whether this thread is inside ``catchingTorchErrors(_:)``, and what stands in for a result that failed there.
enum ErrorScope {
    static var isOpen: Bool { tt_in_error_scope() }

    /// An empty tensor inside a scope; outside, the end of the process with libtorch's message.
    static func placeholder() -> TTTensor {
        guard isOpen, tt_has_error() else {
            fatalError(tt_take_error().map { String(cString: $0) } ?? "libtorch returned an undefined tensor")
        }
        guard let empty = tt_placeholder() else { fatalError("libtorch can't make an empty tensor") }
        return empty
    }
}

func check(_ succeeded: Bool) {
    guard succeeded || (ErrorScope.isOpen && tt_has_error()) else {
        fatalError(tt_take_error().map { String(cString: $0) } ?? "libtorch failed without a message")
    }
}

/// The results of a many-valued operator; empty tensors, `expected` of them, after a failure.
func takeResults(_ count: Int, expecting expected: Int = 0) -> [Tensor] {
    check(count >= 0)
    guard count >= 0 else { return (0..<expected).map { _ in Tensor(taking: nil) } }
    return (0..<count).map { Tensor(taking: tt_take_result($0)) }
}
