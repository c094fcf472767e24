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
        /// Whether its first dimension is that of the embodiments.
        public var isPerEmbodiment = false

        public var count: Int { shape.reduce(1, *) }
    }

    private enum Origin {
        case declaring
        case source(TensorSource)
        case random(seed: UInt64)
    }

    public let precision: Precision
    /// What is trained; `nil` for a model that only acts.
    public let training: TrainingPlan?
    /// Whether packed matrices of the denoising steps are kept transposed too, so that gradients reach their inputs.
    let keepsInputGradients: Bool
    /// Where the model's dropouts get their masks from.
    public let dropout = DropoutSource()
    private let origin: Origin
    public private(set) var declarations: [Declaration] = []
    public private(set) var tensors: [String: Tensor] = [:]
    /// Keys of the parameters that are trained, adapters included, in the order in which the layers asked for them. Their
    /// tensors are leaves of autograd with memory of their own.
    public private(set) var tunedKeys: [String] = []
    private var problems = CheckpointProblems()
    private var delayedWork: [() -> Void] = []

    private init(
        _ origin: Origin, _ precision: Precision, _ training: TrainingPlan? = nil, inputGradients: Bool = false
    ) {
        self.origin = origin
        keepsInputGradients = inputGradients
        self.precision = precision.onThisMachine
        self.training = training
    }

    /// Only records what is asked for: shapes and keys of a model without a byte of its weights.
    public static func declaring() -> ParameterStore { ParameterStore(.declaring, .float32) }

    /// Reads a checkpoint, strictly.
    ///
    /// - Parameter inputGradients: whether gradients reach the inputs of layers of every denoising step also in a packed
    ///   precision, at the price of these matrices' memory a second time.
    public static func loading(
        _ source: TensorSource, precision: Precision, inputGradients: Bool = false
    ) -> ParameterStore {
        ParameterStore(.source(source), precision, inputGradients: inputGradients)
    }

    /// Reads a checkpoint, strictly, to train it.
    public static func loading(_ source: TensorSource, training plan: TrainingPlan) -> ParameterStore {
        ParameterStore(.source(source), plan.precision, plan)
    }

    /// Draws initial values.
    public static func random(
        seed: UInt64, precision: Precision = .float32, training plan: TrainingPlan? = nil,
        inputGradients: Bool = false
    ) -> ParameterStore {
        ParameterStore(.random(seed: seed), plan?.precision ?? precision, plan, inputGradients: inputGradients)
    }

    /// Whether the tensors hold real values. They don't while only declaring, or after a key failed.
    public var hasValues: Bool {
        if case .declaring = origin { false } else { problems.isEmpty }
    }

    public subscript(name: String) -> ParameterScope { ParameterScope(store: self, path: name) }

    /// Whether gradients reach the inputs of the layers below `path` that run in every denoising step.
    public func carriesInputGradients(_ path: String) -> Bool { precision(at: path).isTrainable || keepsInputGradients }

    /// The form of the matrices of the layer at `path`.
    func precision(at path: String) -> Precision {
        guard let training else { return precision }
        return training.carriesGradients(path) ? training.precision : training.frozenPrecision
    }

    /// The parameter `key`, converted to `dtype`.
    /// - Parameter isPerEmbodiment: keeps only the rows of ``TrainingPlan/embodiments``.
    func parameter(
        _ key: String, _ shape: [Int], _ initializer: Initializer, dtype: DType, isPerEmbodiment: Bool = false
    ) -> Tensor {
        declarations.append(
            Declaration(
                key: key, shape: shape, initializer: initializer, isUsed: true, isOptional: false,
                isPerEmbodiment: isPerEmbodiment))
        let rows = isPerEmbodiment ? training?.embodiments : nil
        var tensor = value(key, shape, initializer, dtype, rows)
        if hasValues, let training, training.adapters == nil, training.tunes(key) {
            tensor = tuned(key, tensor, isShared: rows == nil)
        }
        tensors[key] = tensor
        return tensor
    }

    /// A matrix of an adapter: no part of the base checkpoint, always trained.
    func adapterMatrix(_ key: String, _ shape: [Int], _ initializer: Initializer, _ plan: AdapterPlan) -> Tensor {
        let name = LoRAConfig.prefix + key
        var drawn: Tensor {
            initializer.values(shape, key: key, seed: plan.seed, dtype: training?.precision.dtype ?? .float32)
        }
        var tensor: Tensor? = plan.weights == nil ? drawn : nil
        if let weights = plan.weights, problems.check(name, shape, weights.entries[name]) {
            do { tensor = try weights.tensor(name).to(drawn.dtype) } catch {
                problems.unreadable.append("\(name): \(error)")
            }
        }
        tensors[key] = tuned(key, tensor ?? drawn, isShared: plan.weights != nil)
        return tensors[key] ?? drawn
    }

    /// A leaf of autograd with the values of `tensor`, which may be those of a file.
    private func tuned(_ key: String, _ tensor: Tensor, isShared: Bool) -> Tensor {
        tunedKeys.append(key)
        let leaf = isShared ? tensor.clone() : tensor
        if isShared, case .source(let source) = origin { source.release(key) }
        leaf.requiresGrad = true
        return leaf
    }

    /// The values of a trained parameter in float32, where the checkpoint has more of their bits than the leaf; else `nil`.
    ///
    /// Throws what reading the checkpoint throws.
    public func master(of key: String) throws -> Tensor? {
        guard let leaf = tensors[key], leaf.dtype != .float32 else { return nil }
        let adapter = training?.adapters?.weights
        let origin: TensorSource? = if case .source(let source) = self.origin { source } else { nil }
        for (source, name) in [(adapter, LoRAConfig.prefix + key), (origin, key)] {
            guard let source, let entry = source.entries[name] else { continue }
            guard entry.dtype != leaf.dtype else { return nil }
            defer { source.release(name) }
            return try ParameterStore.rows(
                training?.embodiments, of: source.tensor(name), where: entry.shape != leaf.shape
            ).to(.float32, copy: true)
        }
        return nil
    }

    private static func rows(_ rows: [Int]?, of tensor: Tensor, where isCut: Bool = true) -> Tensor {
        guard let rows, isCut else { return tensor }
        return tensor.indexSelect(dim: 0, index: Tensor(rows, [rows.count]))
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

    private func value(
        _ key: String, _ shape: [Int], _ initializer: Initializer, _ dtype: DType, _ rows: [Int]?
    ) -> Tensor {
        switch origin {
        case .random(let seed):
            return ParameterStore.rows(
                rows, of: initializer.values(shape, key: key, seed: seed, dtype: dtype))
        case .source(let source) where problems.check(key, shape, source.entries[key]):
            do {
                let tensor = try source.tensor(key)
                guard tensor.dtype != dtype || rows != nil else { return tensor }
                defer { source.release(key) }
                return ParameterStore.rows(rows, of: tensor).to(dtype)
            } catch { problems.unreadable.append("\(key): \(error)") }
        default: break
        }
        return Tensor.zeros([1], dtype: dtype).expand([rows?.count ?? shape[0]] + shape.dropFirst())
    }

    /// Throws ``CheckpointProblems`` where `source` does not have exactly what was declared; nothing is read.
    public func check(_ source: TensorSource) throws {
        var problems = CheckpointProblems()
        problems.checkpoint = source.name
        for declaration in declarations where !declaration.isOptional || source.entries[declaration.key] != nil {
            _ = problems.check(declaration.key, declaration.shape, source.entries[declaration.key])
        }
        problems.unused = Set(source.entries.keys).subtracting(declarations.map(\.key)).sorted()
        if !problems.isEmpty { throw problems }
    }

    /// Throws ``CheckpointProblems`` that lists every key that is missing, unused, misshapen or unreadable.
    public func finish() throws {
        guard case .source(let source) = origin else { return }
        problems.checkpoint = source.name
        problems.unused = Set(source.entries.keys).subtracting(declarations.map(\.key)).sorted()
        if !problems.isEmpty { throw problems }
    }
}
