import Embodiment

/// A policy as the rounds of control need it: one that also gives what its model predicted, and can be guided by it.
public protocol RoundPolicy: Sendable {
    /// What an observation must have and a chunk will have: `video`, `state`, `action`, `language`.
    var modalityConfigs: [String: ModalityConfig] { get async throws }

    /// The next actions for observations side by side.
    ///
    /// - Parameters:
    ///   - noise: standard normal numbers, [B, horizon, actionDim] in a row; drawn where absent.
    ///   - guidance: what the chunks are to follow; where absent, nothing.
    func getRound(
        _ observations: [Observation], noise: [Float]?, guidance: RoundGuidance?
    ) async throws -> PolicyRound
}

/// What a policy answers in one round.
public struct PolicyRound: Sendable, Equatable {
    /// One per observation.
    public var chunks: [ActionChunk]
    /// What the model predicted, one per observation: before it was brought into the units of the dataset.
    public var predictions: [ModelChunk]
    /// Of the whole batch.
    public var timing: [StageTime]

    public init(chunks: [ActionChunk], predictions: [ModelChunk], timing: [StageTime] = []) {
        self.chunks = chunks
        self.predictions = predictions
        self.timing = timing
    }
}

/// A chunk in the model's own space: normalised, padded to the model's width, [H, actionDim].
public struct ModelChunk: Sendable, Equatable {
    /// H.
    public let rows: Int
    public let columns: Int
    /// Row after row.
    public let values: [Float]

    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(
            values.count == rows * columns, "\(rows)x\(columns) needs \(rows * columns) values, not \(values.count)")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Without its first `steps` rows, and as many rows of zeros behind.
    public func advanced(by steps: Int) -> ModelChunk {
        let cut = min(max(steps, 0), rows) * columns
        return ModelChunk(
            rows: rows, columns: columns, values: values.dropFirst(cut) + Array(repeating: 0, count: cut))
    }
}

/// What the chunks of one round are to follow (real-time chunking, arXiv 2506.07339).
public struct RoundGuidance: Sendable, Equatable {
    /// One per observation; `nil` for one that is free.
    public var samples: [ChunkGuidance?]
    /// β: the most that the guidance may weigh against the model's own velocity.
    public var maximumWeight: Double
    /// Whether the error is carried back through the denoiser, as in the paper, or added as it is.
    public var usesJacobian: Bool

    public init(samples: [ChunkGuidance?], maximumWeight: Double, usesJacobian: Bool) {
        self.samples = samples
        self.maximumWeight = maximumWeight
        self.usesJacobian = usesJacobian
    }
}

/// What one chunk is to follow.
public struct ChunkGuidance: Sendable, Equatable {
    /// The last chunk from the step on that is due: row i is for step i of the new chunk.
    public var previous: ModelChunk
    /// W: how strongly each step is held, 0 to 1, [H].
    public var weights: [Float]

    public init(previous: ModelChunk, weights: [Float]) {
        self.previous = previous
        self.weights = weights
    }
}
