import Torch

/// The matrix of a linear layer, [out, in], in the form that ``Precision`` asks for.
enum LinearWeight {
    /// As in the checkpoint; layers that share their input stay apart, so that each can be trained.
    case plain([(weight: Tensor, bias: Tensor?)])
    /// bfloat16 for oneDNN's product with its activation; the matrix as in the checkpoint, or in oneDNN's blocked layout.
    case fused([(weight: Tensor, bias: Tensor?)])
    case int8(QuantizedWeight, bias: Tensor?)

    /// The layers below each other, reordered.
    static func reordered(_ layers: [(weight: Tensor, bias: Tensor?)]) -> LinearWeight {
        let (matrix, bias) = joined(layers)
        return .fused([(matrix.mkldnnReorderLinearWeight(), bias?.to(.bfloat16))])
    }

    /// The layers below each other, in int8.
    static func int8(_ layers: [(weight: Tensor, bias: Tensor?)]) -> LinearWeight {
        let (matrix, bias) = joined(layers)
        return .int8(QuantizedWeight(matrix), bias: bias)
    }

    /// The layers below each other.
    static func joined(_ layers: [(weight: Tensor, bias: Tensor?)]) -> (weight: Tensor, bias: Tensor?) {
        let biases = layers.compactMap(\.bias)
        return (
            layers.count == 1 ? layers[0].weight : Tensor.cat(layers.map(\.weight)),
            biases.isEmpty ? nil : Tensor.cat(biases)
        )
    }
}

/// A matrix whose form can change once while the model is in use.
final class LinearMatrix {
    var weight: LinearWeight

    init(_ weight: LinearWeight) { self.weight = weight }
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
