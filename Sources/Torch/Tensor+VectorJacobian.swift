import CTorch

/// Runs `body` recording gradients. Grad mode belongs to the thread, so `body` is synchronous.
public func withGrad<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    let was = tt_set_grad_enabled(true)
    defer { _ = tt_set_grad_enabled(was) }
    return try body()
}

extension Tensor {
    /// A function's value here, and vᵀ ∂f/∂x: the product of a vector, which may depend on the value, with the function's
    /// Jacobian. Parameters of the function get no gradients, be they trained or not.
    ///
    /// - Parameter vector: of the value's shape.
    public func vectorJacobian(
        of function: (Tensor) -> Tensor, vector: (_ value: Tensor) -> Tensor
    ) -> (value: Tensor, product: Tensor) {
        let input = detach()
        input.requiresGrad = true
        let output = withGrad { function(input) }
        let value = output.detach()
        let vector = withNoGrad { vector(value) }
        return (value, Tensor(taking: tt_vector_jacobian(output.handle, input.handle, vector.handle)))
    }

    /// This as it is, with gradients that reach `input` as if this were `input` times Wᵀ: for products whose kernels have no
    /// derivative of their own.
    ///
    /// - Parameter transposed: Wᵀ, [in, out], from ``mkldnnReorderLinearWeight(rows:)``.
    public func passingGradients(to input: Tensor, through transposed: Tensor) -> Tensor {
        Tensor(taking: tt_gradient_through(handle, input.handle, transposed.handle))
    }
}
