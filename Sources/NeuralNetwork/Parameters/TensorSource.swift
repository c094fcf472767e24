import Torch

/// Where parameters come from: the tensors of a checkpoint, by the reference's names.
public struct TensorSource {
    /// What a source says of a tensor before it is read.
    public struct Entry: Sendable, Equatable {
        public let shape: [Int]
        public let dtype: DType

        public init(shape: [Int], dtype: DType) {
            self.shape = shape
            self.dtype = dtype
        }
    }

    /// Where the tensors are, for messages.
    public let name: String
    public let entries: [String: Entry]
    /// A view of the tensor called `key`; nothing is copied.
    public let tensor: (_ key: String) throws -> Tensor
    /// Says that the memory of `key` was copied and need not stay resident.
    public let release: (_ key: String) -> Void

    public init(
        name: String, entries: [String: Entry], tensor: @escaping (String) throws -> Tensor,
        release: @escaping (String) -> Void = { _ in }
    ) {
        self.name = name
        self.entries = entries
        self.tensor = tensor
        self.release = release
    }
}
