/// One tensor of a checkpoint: what it is, not its data.
public struct TensorEntry: Sendable, Hashable {
    /// The checkpoint's key: `backbone.eagle_model.mlp1.0.weight`.
    public let name: String
    public let type: TensorType
    /// Row-major (C order); empty for a scalar.
    public let shape: [Int]
    /// `shape` times the size of an element; checked against the file when this comes from one.
    public let byteCount: Int

    /// Throws ``CheckpointError/badShape(tensor:shape:)`` for a negative dimension or a size past `Int.max`.
    public init(name: String, type: TensorType, shape: [Int]) throws {
        guard let byteCount = type.byteCount(shape: shape) else {
            throw CheckpointError.badShape(tensor: name, shape: shape)
        }
        self.init(name: name, type: type, shape: shape, checkedByteCount: byteCount)
    }

    init(name: String, type: TensorType, shape: [Int], checkedByteCount: Int) {
        self.name = name
        self.type = type
        self.shape = shape
        self.byteCount = checkedByteCount
    }
}
