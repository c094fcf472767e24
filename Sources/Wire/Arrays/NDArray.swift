/// A numpy array as it travels: dtype, shape, and elements in C order, little-endian.
public struct NDArray: Sendable, Equatable {
    public let dtype: NumpyDType
    public let shape: [Int]
    /// `shape.reduce(1, *) * dtype.bytes` bytes.
    public let bytes: [UInt8]

    /// - Precondition: `bytes` fill the shape.
    public init(dtype: NumpyDType, shape: [Int], bytes: [UInt8]) {
        precondition(
            bytes.count == shape.reduce(1, *) * dtype.bytes, "\(bytes.count) bytes do not fill \(dtype) \(shape)")
        self.dtype = dtype
        self.shape = shape
        self.bytes = bytes
    }
}

/// The element types that are read from the wire, all little-endian.
public enum NumpyDType: Sendable, Equatable {
    case bool, uint8, int8, uint16, int16, uint32, int32, uint64, int64, float16, float32, float64
    /// numpy's `<U`: UTF-32 in so many code points, padded with zeros.
    case text(Int)

    /// Of one element.
    public var bytes: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .uint16, .int16, .float16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        case .text(let width): 4 * width
        }
    }
}
