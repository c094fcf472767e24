import Torch

/// Low-rank adaptation (LoRA, arXiv 2106.09685): a frozen matrix W is answered by W x + (alpha / rank) · B A x.
public struct LoRAConfig: Sendable, Equatable, Codable {
    public var rank: Int
    public var alpha: Double
    /// Of the input of A, in training.
    public var dropout: Double
    /// Whether the vision tower and the language model get adapters too; else only the action head.
    public var isFullModel: Bool

    public init(rank: Int, alpha: Double = 16, dropout: Double = 0.1, isFullModel: Bool = false) {
        self.rank = rank
        self.alpha = alpha
        self.dropout = dropout
        self.isFullModel = isFullModel
    }

    /// α / r.
    public var scale: Double { alpha / Double(rank) }

    /// The layers that the reference adapts: queries, keys and values, by the names of their modules
    /// (`get_lora_model`, `gr00t/utils/peft.py`).
    public static let targets = ["q_proj", "k_proj", "v_proj", "to_q", "to_k", "to_v"]

    /// Whether the linear layer at `path` gets an adapter.
    public func adapts(_ path: String) -> Bool {
        guard isFullModel || path.contains("action_head") else { return false }
        return LoRAConfig.targets.contains { path.contains($0) }
    }

    /// What the names of adapters start with in the reference's files (`adapter_model.safetensors` of PEFT).
    public static let prefix = "base_model.model."
}

/// The two matrices beside a frozen one. B starts at zero, so an adapted model starts as its base.
struct LoRAAdapter {
    /// [rank, in] and [out, rank].
    let a, b: Tensor
    let scale: Double
    let dropout: Dropout

    /// (α / r) · B A x: [..., in] to [..., out], in the dtype of the matrices.
    func callAsFunction(_ x: Tensor) -> Tensor { dropout(x.to(a.dtype)).linear(a).linear(b) * scale }
}

extension ParameterScope {
    /// The adapter of the linear layer at this path, [out, in]; `nil` where it has none.
    func adapter(_ inputs: Int, _ outputs: Int) -> LoRAAdapter? {
        guard let plan = store.training?.adapters, plan.config.adapts(path) else { return nil }
        let (rank, bound) = (plan.config.rank, 1 / Double(inputs).squareRoot())
        return LoRAAdapter(
            a: store.adapterMatrix(self["lora_A"].key("weight"), [rank, inputs], .uniform(bound), plan),
            b: store.adapterMatrix(self["lora_B"].key("weight"), [outputs, rank], .zeros, plan),
            scale: plan.config.scale, dropout: Dropout(plan.config.dropout, of: self, isAdapter: true))
    }
}
