import Torch

/// How a parameter that no checkpoint gives is drawn.
public enum Initializer: Sendable, Equatable {
    case zeros, ones
    /// Normal with this standard deviation.
    case normal(Double)
    /// Uniform between minus and plus this bound.
    case uniform(Double)

    /// Values for `key`. They depend on the seed and the key alone, not on the order in which parameters are made.
    public func values(_ shape: [Int], key: String, seed: UInt64, dtype: DType) -> Tensor {
        let seed = Initializer.hash(key, seed)
        switch self {
        case .zeros: return .zeros(shape, dtype: dtype)
        case .ones: return .ones(shape, dtype: dtype)
        case .normal(let deviation): return (Tensor.normal(shape, seed: seed) * deviation).to(dtype)
        case .uniform(let bound): return ((Tensor.uniform(shape, seed: seed) * 2 - 1) * bound).to(dtype)
        }
    }

    /// FNV-1a over the key, started from the seed.
    private static func hash(_ key: String, _ seed: UInt64) -> UInt64 {
        key.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
