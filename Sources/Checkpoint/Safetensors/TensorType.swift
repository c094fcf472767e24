/// The element types of a safetensors file. Raw values are the format's own names (`dtype` in the header); the order is the
/// reference's, by rising alignment, which is also how a writer sorts its tensors (`safetensors/src/tensor.rs`, `Dtype`).
///
/// The packed types of less than a byte (`F4`, `F6_E2M3`, `F6_E3M2`) are left out: nothing here can compute with them, so a
/// file that has them is refused by name instead of being misread.
public enum TensorType: String, Sendable, Hashable, CaseIterable {
    case bool = "BOOL"
    case u8 = "U8"
    case i8 = "I8"
    case f8e5m2 = "F8_E5M2"
    case f8e4m3 = "F8_E4M3"
    case f8e8m0 = "F8_E8M0"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case c64 = "C64"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"

    /// Bytes of one element.
    public var bytes: Int {
        switch self {
        case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0: 1
        case .i16, .u16, .f16, .bf16: 2
        case .i32, .u32, .f32: 4
        case .c64, .f64, .i64, .u64: 8
        }
    }

    /// Bytes of a tensor of this type and shape, or nil when a dimension is negative or the product is past `Int.max`.
    public func byteCount(shape: [Int]) -> Int? {
        // A zero anywhere makes the tensor empty, whatever the other dimensions are; they must still multiply without
        // overflow, as in the reference, so that nobody who strides over them is surprised.
        var count = bytes
        for dimension in shape {
            guard dimension >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard !overflow else { return nil }
            count = product
        }
        return count
    }
}
