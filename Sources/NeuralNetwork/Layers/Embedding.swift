import Torch

/// A table of vectors, [count, width].
public struct Embedding {
    public let weight: Tensor

    public init(_ count: Int, _ width: Int, _ parameters: ParameterScope) {
        weight = parameters.matrix("weight", [count, width])
    }

    /// The vectors of `ids`, [...] to [..., width], in float32.
    public func callAsFunction(_ ids: Tensor) -> Tensor { weight.embedding(ids).to(.float32) }

    /// The first `count` vectors in float32, [count, width]; all of them where absent.
    public func rows(_ count: Int? = nil) -> Tensor {
        (count.map { weight.narrow(dim: 0, start: 0, length: $0) } ?? weight).to(.float32)
    }
}
