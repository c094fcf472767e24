extension Tensor {
    public static func + (left: Tensor, right: Tensor) -> Tensor { left.add(right) }
    public static func + (left: Tensor, right: Double) -> Tensor { left.add(Scalar(right)) }
    public static func - (left: Tensor, right: Tensor) -> Tensor { left.sub(right) }
    public static func - (left: Tensor, right: Double) -> Tensor { left.sub(Scalar(right)) }
    public static func - (left: Double, right: Tensor) -> Tensor { right.subtracted(Scalar(left)) }
    public static func * (left: Tensor, right: Tensor) -> Tensor { left.mul(right) }
    public static func * (left: Tensor, right: Double) -> Tensor { left.mul(Scalar(right)) }
    public static func * (left: Double, right: Tensor) -> Tensor { right.mul(Scalar(left)) }
    public static func / (left: Tensor, right: Tensor) -> Tensor { left.div(right) }
    public static func / (left: Tensor, right: Double) -> Tensor { left.div(Scalar(right)) }
    public static prefix func - (operand: Tensor) -> Tensor { operand.neg() }

    /// Exactly `parts` equal pieces along `dimension`, whose extent must be a multiple of `parts`.
    public func split(into parts: Int, dimension: Int) -> [Tensor] {
        let extent = size(dimension) / parts
        return (0..<parts).map { narrow(dim: dimension, start: $0 * extent, length: extent) }
    }
}
