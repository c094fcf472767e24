/// `a * b + c`, rounded once, as PyTorch's kernels compute it on processors with FMA.
///
/// The product of two floats is exact in double precision, so this gives the fused result on every processor, with or without
/// such an instruction, and stays a loop that the compiler can vectorise. It matters: `(x * 255)` is truncated to a byte later,
/// and in a flat region one unit in the last place decides between a level and the one below it.
@inline(__always)
func fusedMultiplyAdd(_ a: Float, _ b: Double, _ c: Float) -> Float { Float(Double(a) * b + Double(c)) }
