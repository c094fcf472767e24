import Torch

/// The first and second moment of one parameter's gradient, in the form that ``MomentPrecision`` asks for.
struct Moments {
    /// Elements that share a scale; as in Sources/CTorch/moments.hpp.
    private static let block = 256

    let precision: MomentPrecision
    /// float32 of the parameter's shape, or uint8: a sign, 4 bits of exponent and 3 of mantissa.
    let mean: Tensor
    /// float32 of the parameter's shape, or uint8: 5 bits of exponent and 3 of mantissa.
    let square: Tensor
    /// With 8 bits, the power of two of each block, float32 [⌈count / 256⌉].
    let meanScales, squareScales: Tensor?

    /// Zeros.
    init(_ precision: MomentPrecision, for tensor: Tensor) {
        self.precision = precision
        let isSmall = precision == .blockwise8
        let zeros = { (shape: [Int], dtype: DType) in Tensor.zeros(shape, dtype: dtype, device: tensor.device) }
        let scales = [(tensor.count + Moments.block - 1) / Moments.block]
        mean = zeros(tensor.shape, isSmall ? .uint8 : .float32)
        square = zeros(tensor.shape, isSmall ? .uint8 : .float32)
        meanScales = isSmall ? zeros(scales, .float32) : nil
        squareScales = isSmall ? zeros(scales, .float32) : nil
    }

    /// All tensors by the names that they have in a saved state; the first two are PyTorch's.
    var named: [(name: String, tensor: Tensor)] {
        [
            ("exp_avg", mean), ("exp_avg_sq", square), ("exp_avg_scale", meanScales),
            ("exp_avg_sq_scale", squareScales),
        ].compactMap { name, tensor in tensor.map { (name, $0) } }
    }

    /// The moments as float32.
    var values: (mean: Tensor, square: Tensor) {
        guard let meanScales, let squareScales else { return (mean.clone(), square.clone()) }
        return (
            mean.decodedMoment(scales: meanScales, isSigned: true),
            square.decodedMoment(scales: squareScales, isSigned: false)
        )
    }
}
