/// The parts that a model's parameters are counted and trained by, in the order of the data.
public enum ModelPart: String, Sendable, CaseIterable, Codable {
    case vision, connector, language
    /// The layer that takes the features to the DiT's width.
    case projection
    /// `vlln` and `vl_self_attention`.
    case adapter
    /// Encoders of state and actions, decoder of actions, positions: one set of weights per robot.
    case projectors
    case futureTokens = "future_tokens"
    case dit

    /// The part that a module of ``ModelSummary/modules`` belongs to.
    init(module path: String) {
        self =
            switch path.split(separator: ".").last ?? "" {
            case "vision_model": .vision
            case "mlp1": .connector
            case "language_model": .language
            case "linear", "eagle_linear": .projection
            case "vlln", "vl_self_attention": .adapter
            case "future_tokens": .futureTokens
            case "model": .dit
            default: .projectors
            }
    }

    public var name: String {
        switch self {
        case .vision: "vision tower"
        case .connector: "connector"
        case .language: "language model"
        case .projection: "projection"
        case .adapter: "adapter"
        case .projectors: "projectors"
        case .futureTokens: "future tokens"
        case .dit: "DiT"
        }
    }
}
