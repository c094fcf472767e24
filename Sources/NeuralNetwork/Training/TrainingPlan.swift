/// What of a model is trained, and what that asks of the rest: given to a ``ParameterStore`` that loads a model for training.
public struct TrainingPlan {
    /// Of the matrices that gradients flow through: float32 or bfloat16.
    public let precision: Precision
    /// Of the matrices that no gradient reaches: any form.
    public let frozenPrecision: Precision
    /// Whether the parameter of this key, or the module at this path, is trained.
    public let tunes: (_ key: String) -> Bool
    /// Whether gradients flow through the layer at this path, be it frozen or not.
    public let carriesGradients: (_ path: String) -> Bool
    /// Low-rank adapters, where they are trained instead of whole matrices.
    public let adapters: AdapterPlan?
    /// Projectors that the data uses, sorted: of tensors with a row per embodiment only these rows are trained, so only they
    /// need gradients and moments. `nil` keeps all.
    public let embodiments: [Int]?

    public init(
        precision: Precision, frozenPrecision: Precision, adapters: AdapterPlan? = nil, embodiments: [Int]? = nil,
        tunes: @escaping (String) -> Bool, carriesGradients: @escaping (String) -> Bool
    ) {
        precondition(precision.isTrainable, "gradients can't flow through \(precision) matrices")
        self.precision = precision
        self.frozenPrecision = frozenPrecision.onThisMachine
        self.tunes = tunes
        self.carriesGradients = carriesGradients
        self.adapters = adapters
        self.embodiments = embodiments
    }
}

/// Which adapters there are, and where their values come from.
public struct AdapterPlan {
    public let config: LoRAConfig
    /// Trained values, by the reference's names; drawn from `seed` where absent.
    public let weights: TensorSource?
    public let seed: UInt64

    public init(_ config: LoRAConfig, weights: TensorSource? = nil, seed: UInt64) {
        self.config = config
        self.weights = weights
        self.seed = seed
    }
}
