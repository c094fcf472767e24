/// How ``AdamW`` keeps the first and second moment of a tuned parameter.
public enum MomentPrecision: String, Codable, CaseIterable, Sendable {
    /// 8 bytes per parameter, as the reference.
    case float32
    /// 2 bytes per parameter and 8 per 256 of them: small floating-point numbers with a scale per block, rounded at
    /// random so that their mean stays right (the idea of blocks: arXiv 2110.02861). On the CPU.
    case blockwise8
}

/// The constants of ``AdamW``; the defaults are those of the reference's fine-tuning script.
public struct AdamWOptions: Sendable, Equatable, Codable {
    /// Share of the old first moment that a step keeps.
    public var beta1: Double
    /// Share of the old second moment that a step keeps.
    public var beta2: Double
    /// Added to the root of the second moment.
    public var epsilon: Double
    /// Share of a decaying weight that a step takes away, times the learning rate.
    public var weightDecay: Double
    /// How the moments are kept.
    public var moments: MomentPrecision

    public init(
        beta1: Double = 0.95, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 1e-5,
        moments: MomentPrecision = .float32
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.moments = moments
    }
}
