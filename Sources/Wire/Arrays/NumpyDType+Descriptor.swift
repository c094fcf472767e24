extension NumpyDType: CustomStringConvertible {
    /// The type that a descriptor of numpy's names, such as `<f4`, `|u1` or `<U12`. Without a sign of the byte order, as in
    /// pickles, it is little-endian.
    init(descriptor: String) throws(WireError) {
        guard descriptor.utf8.count <= 32 else {
            throw .badArray(reason: "its dtype has \(descriptor.utf8.count) characters; send numbers or text '<U…'")
        }
        var rest = Substring(descriptor)
        if let order = rest.first, "<>|=".contains(order) {
            rest = rest.dropFirst()
            guard order != ">" || rest.hasSuffix("1") && !rest.hasPrefix("U") else {
                throw .badArray(
                    reason:
                        "dtype '\(descriptor)' is big-endian; convert with array.astype(array.dtype.newbyteorder('<'))")
            }
        }
        switch rest {
        case "b1", "?": self = .bool
        case "u1": self = .uint8
        case "i1": self = .int8
        case "u2": self = .uint16
        case "i2": self = .int16
        case "u4": self = .uint32
        case "i4": self = .int32
        case "u8": self = .uint64
        case "i8": self = .int64
        case "f2": self = .float16
        case "f4": self = .float32
        case "f8": self = .float64
        default:
            guard rest.hasPrefix("U"), let width = Int(rest.dropFirst()), (1...Self.maximumTextWidth).contains(width)
            else {
                let reason = rest.hasPrefix("O") ? "holds Python objects" : "is not supported"
                throw .badArray(
                    reason:
                        "dtype '\(descriptor)' \(reason); send numbers (bool, int, uint, float) or text '<U…'"
                )
            }
            self = .text(width)
        }
    }

    /// Code points of the widest text; wider ones are refused.
    private static var maximumTextWidth: Int { 1 << 20 }

    /// As numpy writes it into files: `<f4`.
    public var descriptor: String {
        switch self {
        case .bool: "|b1"
        case .uint8: "|u1"
        case .int8: "|i1"
        case .uint16: "<u2"
        case .int16: "<i2"
        case .uint32: "<u4"
        case .int32: "<i4"
        case .uint64: "<u8"
        case .int64: "<i8"
        case .float16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        case .text(let width): "<U\(width)"
        }
    }

    /// As numpy prints it: `float32`.
    public var description: String {
        switch self {
        case .bool: "bool"
        case .uint8: "uint8"
        case .int8: "int8"
        case .uint16: "uint16"
        case .int16: "int16"
        case .uint32: "uint32"
        case .int32: "int32"
        case .uint64: "uint64"
        case .int64: "int64"
        case .float16: "float16"
        case .float32: "float32"
        case .float64: "float64"
        case .text: descriptor
        }
    }
}
