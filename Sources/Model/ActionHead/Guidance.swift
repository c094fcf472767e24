import Torch

/// What the denoising is to follow: real-time chunking (arXiv 2506.07339), by the guidance of inpainting with flow models
/// (ΠGDM, arXiv 2310.04432).
public struct Guidance {
    /// Y: the last chunk from the step on that is due, normalised, [B, horizon, actionDim].
    public let previous: Tensor
    /// W: how strongly each value is held, 0 to 1; [B, horizon, actionDim], or a shape that expands to it. 0 for padding.
    public let weights: Tensor
    /// β: the most that the guidance may weigh against the model's own velocity.
    public let maximumWeight: Double
    /// Whether the error is carried back through the denoiser; else it is added as it is, which costs nothing.
    public let usesJacobian: Bool

    public init(previous: Tensor, weights: Tensor, maximumWeight: Double = 5, usesJacobian: Bool = true) {
        self.previous = previous
        self.weights = weights
        self.maximumWeight = maximumWeight
        self.usesJacobian = usesJacobian
    }

    /// Whether any value is held.
    package var holdsAnything: Bool { weights.abs().max().double > 0 }

    /// The model's velocity v at x = `actions` and flow time τ, and towards the last chunk:
    ///
    ///     v + λ eᵀ ∂x̂/∂x   with   x̂ = x + (1 − τ) v,   e = W ⊙ (Y − x̂)
    ///
    /// Only the noisy actions vary in the derivative: eᵀ ∂x̂/∂x = e + (1 − τ) eᵀ ∂v/∂x.
    package func velocity(at actions: Tensor, time: Double, of velocity: (Tensor) -> Tensor) -> Tensor {
        let error = { (v: Tensor) in weights * (previous - (actions + (1 - time) * v)) }
        let weight = weight(at: time)
        guard usesJacobian else {
            let v = velocity(actions)
            return v + weight * error(v)
        }
        let (v, product) = actions.vectorJacobian(of: velocity, vector: error)
        return v + weight * (error(v) + (1 - time) * product)
    }

    /// λ = min(β, (1 − τ) / (τ r²)) with r² = (1 − τ)² / (τ² + (1 − τ)²), τ below 1.
    package func weight(at time: Double) -> Double {
        let (noise, square) = (1 - time, time * time)
        guard time > 0 else { return maximumWeight }
        let variance = noise * noise / (square + noise * noise)
        return min(maximumWeight, noise / (time * variance))
    }
}
