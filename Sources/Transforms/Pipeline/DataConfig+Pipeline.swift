import Dataset
import Embodiment
import Tokenization

extension DataConfig {
    /// The transforms of this config for one dataset.
    /// - Parameters:
    ///   - metadata: of the dataset when training, of the checkpoint when predicting.
    ///   - processor: makes the prompt.
    ///   - embodiment: chooses the projector; nil takes the metadata's.
    ///   - maxStateDim: the checkpoint's, nil for the config's; likewise the next two.
    ///   - instructionForm: only to compare with the reference's policy.
    ///   - tiles: size and number of tiles of the checkpoint's vision tower.
    /// - Throws: ``TransformError``: a key that the metadata lacks, statistics of the wrong length, too many dimensions.
    public func pipeline(
        metadata: DatasetMetadata, processor: EagleProcessor, embodiment: EmbodimentTag? = nil, maxStateDim: Int? = nil,
        maxActionDim: Int? = nil,
        actionHorizon: Int? = nil, instructionForm: InstructionForm = .plain, tiles: DynamicTiles = DynamicTiles()
    ) throws -> TransformPipeline {
        var config = self
        config.maxStateDim = maxStateDim ?? self.maxStateDim
        config.maxActionDim = maxActionDim ?? self.maxActionDim
        try check(config.maxStateDim, "max_state_dim", TransformSizes.dimensions)
        try check(config.maxActionDim, "max_action_dim", TransformSizes.dimensions)
        if let actionHorizon {
            try check(actionHorizon, "action_horizon", TransformSizes.dimensions)
            config.modality.action.deltaIndices = try stretched(modality.action.deltaIndices, to: actionHorizon)
        }
        try check(tiles.tileSize, "the tile size", TransformSizes.imageSides)
        try check(tiles.maximumTiles, "max_dynamic_tiles", TransformSizes.tiles)
        return try TransformPipeline(
            config, metadata: metadata, embodiment: embodiment ?? metadata.embodimentTag,
            instructionForm: instructionForm, tiles: tiles, processor: processor)
    }

    private func check(_ size: Int, _ name: String, _ allowed: ClosedRange<Int>) throws {
        guard allowed.contains(size) else { throw TransformError.badSize(name: name, value: size, allowed: allowed) }
    }

    /// Steps in a row can be more or fewer; any others are a choice that only the user can change.
    private func stretched(_ deltaIndices: [Int], to horizon: Int) throws -> [Int] {
        if deltaIndices.count == horizon { return deltaIndices }
        guard deltaIndices == Array(0..<deltaIndices.count) else {
            throw TransformError.wrongActionHorizon(config: deltaIndices, checkpoint: horizon)
        }
        return Array(0..<horizon)
    }
}
