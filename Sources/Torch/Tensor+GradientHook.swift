import CTorch

extension Tensor {
    /// Calls `body` each time right after ``backward()`` added to this leaf's gradient, while backward goes on.
    ///
    /// `body` runs on the thread that computed the gradient: for a tensor on the CPU the one that called
    /// ``backward()``, for CUDA a thread of libtorch's. It must not call ``backward()`` itself. A tensor has one hook,
    /// and another takes its place.
    public func onGradient(_ body: @escaping () -> Void) {
        let context = Unmanaged.passRetained(GradientHook(body)).toOpaque()
        let set = tt_set_post_accumulate_hook(
            handle,
            { context in
                if let context { Unmanaged<GradientHook>.fromOpaque(context).takeUnretainedValue().body() }
            }, context,
            { context in if let context { Unmanaged<GradientHook>.fromOpaque(context).release() } })
        check(set)
    }

    /// Takes the hook of ``onGradient(_:)`` away.
    public func removeGradientHook() { tt_remove_post_accumulate_hook(handle) }

    /// Makes `gradient` what ``grad`` gives.
    package func replaceGrad(_ gradient: Tensor) { check(tt_replace_grad(handle, gradient.handle)) }
}

/// Carries a closure through C.
private final class GradientHook {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
}
