import Torch

/// Every parameter of a model, under the key that it has in the reference's checkpoints.
///
/// A layer asks for its parameters when it is built (`parameters["q_proj"].matrix(...)`); the path it asks with *is* the key.
/// So one table serves initial values, loading, saving, freezing and the optimiser, and there are no renaming tables.
/// Building never stops at a bad key: ``finish()`` reports all that is missing, unused or misshapen as one error.
public final class ParameterStore {
    /// What a layer asked for.
    public struct Declaration: Sendable, Equatable {
        public let key: String
        public let shape: [Int]
        public let initializer: Initializer
        /// Whether a forward pass reads it. The pooling head of the vision tower is in every checkpoint and is never computed.
        public let isUsed: Bool
        /// Whether a checkpoint may lack it.
        public let isOptional: Bool

        public var count: Int { shape.reduce(1, *) }
    }

    private enum Origin {
        case declaring
        case source(TensorSource)
        case random(seed: UInt64)
    }

    public let precision: Precision
    private let origin: Origin
    public private(set) var declarations: [Declaration] = []
    public private(set) var tensors: [String: Tensor] = [:]
    private var problems = CheckpointProblems()
    private var delayedWork: [() -> Void] = []

    private init(_ origin: Origin, _ precision: Precision) {
        self.origin = origin
        self.precision = precision.onThisMachine
    }

    /// Only records what is asked for: shapes and keys of a model without a byte of its weights.
    public static func declaring() -> ParameterStore { ParameterStore(.declaring, .float32) }

    /// Reads a checkpoint, strictly.
    public static func loading(_ source: TensorSource, precision: Precision) -> ParameterStore {
        ParameterStore(.source(source), precision)
    }

    /// Draws initial values.
    public static func random(seed: UInt64, precision: Precision = .float32) -> ParameterStore {
        ParameterStore(.random(seed: seed), precision)
    }

    /// Whether the tensors hold real values. They don't while only declaring, or after a key failed.
    public var hasValues: Bool {
        if case .declaring = origin { false } else { problems.isEmpty }
    }

    public subscript(name: String) -> ParameterScope { ParameterScope(store: self, path: name) }

    /// The parameter `key`, converted to `dtype`.
    func parameter(_ key: String, _ shape: [Int], _ initializer: Initializer, dtype: DType) -> Tensor {
        declarations.append(
            Declaration(key: key, shape: shape, initializer: initializer, isUsed: true, isOptional: false))
        let tensor = value(key, shape, initializer, dtype)
        tensors[key] = tensor
        return tensor
    }

    /// Declares a key that checkpoints carry and no forward pass reads; it is checked but not loaded.
    func unused(_ key: String, _ shape: [Int], optional: Bool) {
        declarations.append(
            Declaration(key: key, shape: shape, initializer: .normal(0.02), isUsed: false, isOptional: optional))
        guard case .source(let source) = origin, source.entries[key] != nil || !optional else { return }
        _ = problems.check(key, shape, source.entries[key])
    }

    /// Says that `key` was copied into another form: its plain form need not stay in memory.
    func release(_ key: String) {
        tensors[key] = nil
        if case .source(let source) = origin { source.release(key) }
    }

    /// Puts off work that makes every further call faster and would delay the first.
    func afterFirstAnswer(_ work: @escaping () -> Void) { delayedWork.append(work) }

    /// Does what was put off until the first answer was out.
    public func settle() {
        let work = delayedWork
        delayedWork = []
        for piece in work { piece() }
    }

    /// Drops the pages of a mapped checkpoint from memory. What is used again is read again.
    public func evictPlainMatrices() {
        guard case .source(let source) = origin else { return }
        for key in tensors.keys { source.release(key) }
    }

    private func value(_ key: String, _ shape: [Int], _ initializer: Initializer, _ dtype: DType) -> Tensor {
        switch origin {
        case .random(let seed):
            return initializer.values(shape, key: key, seed: seed, dtype: dtype)
        case .source(let source) where problems.check(key, shape, source.entries[key]):
            do {
                let tensor = try source.tensor(key)
                guard tensor.dtype != dtype else { return tensor }
                defer { source.release(key) }
                return tensor.to(dtype)
            } catch { problems.unreadable.append("\(key): \(error)") }
        default: break
        }
        return Tensor.zeros([1], dtype: dtype).expand(shape)
    }

    /// Throws ``CheckpointProblems`` that lists every key that is missing, unused, misshapen or unreadable.
    public func finish() throws {
        guard case .source(let source) = origin else { return }
        problems.checkpoint = source.name
        problems.unused = Set(source.entries.keys).subtracting(declarations.map(\.key)).sorted()
        if !problems.isEmpty { throw problems }
    }
}
