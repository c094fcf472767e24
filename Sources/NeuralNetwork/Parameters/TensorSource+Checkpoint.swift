import Checkpoint
import Torch

extension DType {
    /// The dtype of a tensor in a file; `nil` for types that nothing here computes with.
    public init?(_ type: TensorType) {
        switch type {
        case .bool: self = .bool
        case .u8: self = .uint8
        case .i8: self = .int8
        case .i16: self = .int16
        case .i32: self = .int32
        case .i64: self = .int64
        case .f16: self = .float16
        case .bf16: self = .bfloat16
        case .f32: self = .float32
        case .f64: self = .float64
        default: return nil
        }
    }

    /// The type of this dtype in a safetensors file.
    public var fileType: TensorType {
        switch self {
        case .bool: .bool
        case .uint8: .u8
        case .int8: .i8
        case .int16: .i16
        case .int32: .i32
        case .int64: .i64
        case .float16: .f16
        case .bfloat16: .bf16
        case .float32: .f32
        case .float64: .f64
        }
    }
}

extension SafetensorsFile {
    /// Tensor `name` over the mapped memory, without a copy where the file allows it; the tensor keeps the file open.
    /// Throws ``CheckpointError``, also for a type that no tensor has.
    public func tensor(_ name: String) throws -> Tensor {
        guard let entry = entries[name] else { throw CheckpointError.noSuchTensor(name: name, path: url.path) }
        guard let dtype = DType(entry.type) else {
            throw CheckpointError.cannotRead(
                path: url.path,
                reason: "tensor '\(name)' has the type \(entry.type.rawValue), which can't be computed with")
        }
        if entry.byteCount > 0, let bytes = try mappedBytes(of: name), let start = bytes.baseAddress {
            return Tensor(viewing: start, entry.shape, dtype, owner: self)
        }
        let copy = Tensor.empty(entry.shape, dtype: dtype)
        try withBytes(of: name) { source in copy.withMutableBytes { $0.copyMemory(from: source) } }
        return copy
    }
}

extension TensorSource {
    /// The weights of a checkpoint.
    public init(_ weights: ModelWeights) {
        self.init(
            name: weights.directory.path,
            entries: weights.entries.mapValues {
                Entry(shape: $0.shape, dtype: DType($0.type) ?? .uint8)
            },
            tensor: { try weights.file(of: $0).tensor($0) },
            release: { key in (try? weights.file(of: key))?.evict(key) })
    }
}
