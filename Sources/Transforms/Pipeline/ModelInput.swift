import Embodiment
import Media

/// One sample as the model takes it, before it becomes tensors.
public struct ModelInput: Sendable, Equatable {
    /// Tiles for the vision tower, [224, 224, 3] each, in the order of time, then of the cameras.
    public var images: [Image]
    /// Ids of the whole prompt; it holds a place for each patch of each tile.
    public var tokens: [Int]
    /// [stateHorizon, maxStateDim], normalised, padded with zeros.
    public var state: Matrix
    /// [stateHorizon, maxStateDim] row after row: false where `state` is padding.
    public var stateMask: [Bool]
    /// [actionHorizon, maxActionDim], normalised, padded with zeros; nil when there is nothing to learn from.
    public var action: Matrix?
    /// [actionHorizon, maxActionDim] row after row: false where `action` is padding.
    public var actionMask: [Bool]?
    /// Index of the robot's projector.
    public var embodimentID: Int

    public init(
        images: [Image], tokens: [Int], state: Matrix, stateMask: [Bool], action: Matrix?, actionMask: [Bool]?,
        embodimentID: Int
    ) {
        self.images = images
        self.tokens = tokens
        self.state = state
        self.stateMask = stateMask
        self.action = action
        self.actionMask = actionMask
        self.embodimentID = embodimentID
    }
}
