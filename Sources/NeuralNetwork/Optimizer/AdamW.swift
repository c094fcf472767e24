import Torch

/// Adam with decoupled weight decay (arXiv 1711.05101), as `torch.optim.AdamW`, for float32 leaves and for bfloat16
/// leaves with float32 master weights.
///
/// float32 leaves with float32 moments go through libtorch's own fused operator, on any device. bfloat16 leaves and
/// 8-bit moments have a kernel of their own, which is for contiguous tensors on the CPU; others fail as an operator
/// does. Leaves are written in place, so they must own their memory: not a view of a mapped checkpoint.
///
/// Memory per parameter beside leaf and gradient: 8 bytes of moments, or 2 with ``MomentPrecision/blockwise8``; 2 more
/// for the rest of a bfloat16 leaf's master; 4 more for its sum where micro-batches are accumulated.
public final class AdamW {
    public let options: AdamWOptions
    public let parameters: [OptimizedParameter]
    /// Steps that were made.
    public internal(set) var stepCount = 0

    /// - Parameter parameters: what is tuned. `master` holds the float32 values of a bfloat16 leaf where more bits are
    ///   known than the leaf has, as from a checkpoint in float32; the leaf is set to them, rounded. `nil`: the leaf's
    ///   own values.
    public init(
        _ parameters: [(key: String, tensor: Tensor, master: Tensor?, decays: Bool)], options: AdamWOptions = .init()
    ) {
        self.options = options
        self.parameters = parameters.map {
            OptimizedParameter(key: $0.key, tensor: $0.tensor, master: $0.master, decays: $0.decays)
        }
    }

    /// Adds every gradient times `scale` to a sum in float32 and clears it; the next ``gradientNorm()`` and
    /// ``step(learningRate:gradientScale:)`` use the sums. For a batch of N micro-batches `scale` is 1/N.
    public func accumulate(scale: Double) {
        withNoGrad { for parameter in parameters { parameter.accumulate(scale: scale) } }
    }

    /// The L2 norm of all gradients together, summed in double precision; on a CPU the same for every number of
    /// threads. Infinite or not a number when a gradient is: such a step must be left out (``zeroGradients()``).
    public func gradientNorm() -> Double {
        withNoGrad { parameters.reduce(0) { $0 + $1.sumOfSquares }.squareRoot() }
    }

    /// One update of every parameter that has a gradient, after which gradients and sums are gone.
    ///
    /// - Parameter gradientScale: what gradients are multiplied with to clip their norm: min(1, limit / (norm + 1e-6))
    ///   in PyTorch.
    public func step(learningRate: Double, gradientScale: Double = 1) {
        stepCount += 1
        withNoGrad {
            var fused: [OptimizedParameter] = []
            for parameter in parameters where parameter.gradient != nil {
                parameter.steps += 1
                if parameter.moments == nil { parameter.moments = Moments(options.moments, for: parameter.tensor) }
                if parameter.tensor.dtype == .float32, options.moments == .float32 {
                    fused.append(parameter)
                } else {
                    update(parameter, learningRate, gradientScale)
                    // At once, so that its memory serves the next.
                    parameter.clearGradient()
                }
            }
            for decays in [true, false] {
                updateFused(fused.filter { $0.decays == decays }, decays, learningRate, gradientScale)
            }
        }
        zeroGradients()
    }

    /// What the next update will use: sums where micro-batches were accumulated, else gradients; in the order of the parameters,
    /// without those that have none.
    public var gradients: [Tensor] { parameters.compactMap(\.gradient) }

    /// Drops all gradients and sums.
    public func zeroGradients() {
        for parameter in parameters { parameter.clearGradient() }
    }

    /// By the kernel of this package.
    private func update(_ parameter: OptimizedParameter, _ learningRate: Double, _ gradientScale: Double) {
        guard let gradient = parameter.gradient, let moments = parameter.moments else { return }
        parameter.tensor.adamWInPlace(
            .init(
                learningRate: learningRate, beta1: options.beta1, beta2: options.beta2, epsilon: options.epsilon,
                weightDecay: parameter.decays ? options.weightDecay : 0, gradientScale: gradientScale,
                number: parameter.steps, seed: parameter.seed),
            gradient: gradient, low: parameter.low,
            moments: (moments.mean, moments.square, moments.meanScales, moments.squareScales))
    }

    /// By libtorch's operator, all at once. Gradients are scaled before, as PyTorch's `clip_grad_norm_` does: the
    /// operator's own scale divides, which rounds differently.
    private func updateFused(
        _ parameters: [OptimizedParameter], _ decays: Bool, _ learningRate: Double, _ gradientScale: Double
    ) {
        let gradients = parameters.compactMap(\.gradient)
        let moments = parameters.compactMap(\.moments)
        if gradients.isEmpty { return }
        if gradientScale != 1 { for gradient in gradients { gradient.multiplyInPlace(Scalar(gradientScale)) } }
        Tensor.fusedAdamWInPlace(
            input: parameters.map(\.tensor), grads: gradients, expAvgs: moments.map(\.mean),
            expAvgSqs: moments.map(\.square), maxExpAvgSqs: [],
            stateSteps: parameters.map {
                Tensor.full([], fillValue: Scalar($0.steps), dtype: .float32, device: $0.tensor.device)
            },
            lr: learningRate, beta1: options.beta1, beta2: options.beta2,
            weightDecay: decays ? options.weightDecay : 0, eps: options.epsilon, amsgrad: false, maximize: false)
    }
}
