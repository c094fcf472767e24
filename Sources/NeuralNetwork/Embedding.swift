import Torch

/// A table of vectors, [count, width].
public struct Embedding {
    public let weight: Tensor

    public init(_ count: Int, _ width: Int, _ parameters: ParameterScope) {
        weight = parameters.matrix("weight", [count, width])
    }

    /// The vectors of `ids`, [...] to [..., width], in float32.
    public func callAsFunction(_ ids: Tensor) -> Tensor { weight.embedding(ids).to(.float32) }

    /// The whole table in float32, [count, width].
    public var table: Tensor { weight.to(.float32) }
}
