import CTorch
import Torch

/// The matrix of a linear layer, [out, in], in the form that ``Precision`` asks for.
enum LinearWeight {
    case plain(Tensor)
    /// Reordered into oneDNN's blocked layout.
    case packed(Tensor)
    case int8(QuantizedWeight)

    init(_ weight: Tensor, _ precision: Precision) {
        switch precision {
        case .float32, .bfloat16: self = .plain(weight)
        case .packed: self = .packed(weight.reorderedForLinear())
        case .int8: self = .int8(QuantizedWeight(weight))
        }
    }
}

/// What is applied to the result of a linear layer, inside the same kernel where there is one.
public enum Activation: Sendable {
    case none
    /// Gaussian error linear unit, tanh approximation.
    case gelu
    case silu

    func callAsFunction(_ x: Tensor) -> Tensor {
        switch self {
        case .none: x
        case .gelu: x.gelu(approximate: "tanh")
        case .silu: x.silu()
        }
    }

    var name: String {
        switch self {
        case .none: "none"
        case .gelu: "gelu"
        case .silu: "swish"
        }
    }

    var algorithm: String { self == .gelu ? "tanh" : "" }
}
