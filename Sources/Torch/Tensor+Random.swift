import CTorch

extension Tensor {
    /// Standard normal numbers in float32. The same seed gives the same numbers, whatever other threads draw meanwhile: they
    /// come from a generator of their own (libtorch's Mersenne twister).
    public static func normal(_ shape: [Int], seed: UInt64) -> Tensor {
        Tensor(taking: tt_normal(shape, shape.count, seed))
    }
}
