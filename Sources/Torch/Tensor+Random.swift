import CTorch

/// Random numbers from generators of their own (libtorch's Mersenne twister): the same seed gives the same numbers, whatever
/// other threads draw meanwhile.
extension Tensor {
    /// Standard normal numbers in float32.
    public static func normal(_ shape: [Int], seed: UInt64) -> Tensor {
        Tensor(taking: tt_normal(shape, shape.count, seed))
    }

    /// Uniform numbers in 0 ..< 1 in float32.
    public static func uniform(_ shape: [Int], seed: UInt64) -> Tensor {
        Tensor(taking: tt_uniform(shape, shape.count, seed))
    }

    /// `value` with this probability, else 0.
    /// - Parameter seeds: one per row of the first dimension.
    public static func bernoulli(
        _ shape: [Int], probability: Double, value: Double, dtype: DType, seeds: [UInt64]
    ) -> Tensor {
        precondition(shape.first == seeds.count, "\(seeds.count) seeds for the rows of a tensor of shape \(shape)")
        return Tensor(taking: tt_bernoulli(shape, shape.count, probability, value, dtype.rawValue, seeds))
    }
}
