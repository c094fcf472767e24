import CTorch

/// Runs `body` without recording gradients. Grad mode belongs to the thread, so `body` is synchronous.
public func withNoGrad<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    let was = tt_set_grad_enabled(false)
    defer { _ = tt_set_grad_enabled(was) }
    return try body()
}

extension Tensor {
    /// Whether gradients are recorded on this thread.
    public static var isGradEnabled: Bool { tt_grad_enabled() }

    /// The gradient that ``backward()`` accumulated here.
    public var grad: Tensor? { tt_grad(handle).map { Tensor(taking: $0) } }

    /// Drops the accumulated gradient.
    public func clearGrad() { tt_clear_grad(handle) }

    public var requiresGrad: Bool {
        get { tt_requires_grad(handle) }
        set { check(tt_set_requires_grad(handle, newValue)) }
    }

    /// Gradients of this scalar with respect to every tensor that requires one.
    public func backward() { check(tt_backward(handle)) }
}
