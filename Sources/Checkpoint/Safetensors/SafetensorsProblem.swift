/// What can be wrong inside a safetensors file. Byte positions count from the start of the file.
public enum SafetensorsProblem: Error, Equatable, CustomStringConvertible {
    /// Not even the 8 bytes of the header's length.
    case tooShort(fileBytes: Int)
    /// More than ``SafetensorsHeader/longest`` bytes.
    case headerTooLong(UInt64)
    case headerPastEnd(headerBytes: Int, fileBytes: Int)
    case notJSON(position: Int, expected: String)
    case notUTF8(position: Int)
    case duplicateKey(String)
    /// `dtype`, `shape` or `data_offsets` is not there.
    case missingField(tensor: String, field: String)
    case unknownField(tensor: String, field: String)
    case unknownType(tensor: String, type: String)
    case tooManyDimensions(tensor: String)
    /// `data_offsets` is not two numbers.
    case notTwoOffsets(tensor: String)
    /// The number of bytes of this shape is past `Int.max`.
    case shapeOverflow(tensor: String, shape: [Int])
    case offsetsReversed(tensor: String, begin: Int, end: Int)
    case dataPastEnd(tensor: String, end: Int, dataBytes: Int)
    case sizeMismatch(tensor: String, type: TensorType, shape: [Int], offsetBytes: Int)
    case overlap(tensor: String, with: String)
    /// Bytes between tensors, or after the last one, that belong to none.
    case hole(from: Int, to: Int)

    public var description: String {
        switch self {
        case .tooShort(let bytes):
            "the file has \(bytes) bytes, fewer than the 8 of the header's length"
        case .headerTooLong(let bytes):
            "the header claims \(bytes) bytes; the format allows \(SafetensorsHeader.longest)"
        case .headerPastEnd(let header, let file):
            "the header claims \(header) bytes, but the file has only \(file) in all"
        case .notJSON(let position, let expected): "byte \(position) of the header: expected \(expected)"
        case .notUTF8(let position): "the string at byte \(position) of the header is not UTF-8"
        case .duplicateKey(let key): "the key '\(key)' is in the header twice"
        case .missingField(let tensor, let field): "tensor '\(tensor)' has no '\(field)'"
        case .unknownField(let tensor, let field): "tensor '\(tensor)' has a field '\(field)' that the format does not"
        case .unknownType(let tensor, let type):
            "tensor '\(tensor)' has dtype '\(type)'; known are "
                + TensorType.allCases.map(\.rawValue).joined(separator: ", ")
        case .tooManyDimensions(let tensor):
            "tensor '\(tensor)' has more than \(SafetensorsHeader.mostDimensions) dimensions"
        case .notTwoOffsets(let tensor): "tensor '\(tensor)': data_offsets is not [begin, end]"
        case .shapeOverflow(let tensor, let shape): "tensor '\(tensor)': shape \(shape) is larger than any memory"
        case .offsetsReversed(let tensor, let begin, let end):
            "tensor '\(tensor)': data_offsets [\(begin), \(end)] end before they begin"
        case .dataPastEnd(let tensor, let end, let dataBytes):
            "tensor '\(tensor)' ends at byte \(end) of the data, but the file has only \(dataBytes) bytes of data"
        case .sizeMismatch(let tensor, let type, let shape, let bytes):
            "tensor '\(tensor)': its data_offsets span \(bytes) bytes, which is not \(type.rawValue) of shape \(shape)"
        case .overlap(let tensor, let other): "tensors '\(other)' and '\(tensor)' share bytes"
        case .hole(let from, let to): "bytes \(from) to \(to) of the data belong to no tensor"
        }
    }
}
