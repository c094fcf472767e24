import Embodiment

/// The numbers of one sample as the model's action head takes them: a ``ModelInput`` without pictures and prompt.
public struct StateActionInput: Sendable, Equatable {
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

    public init(state: Matrix, stateMask: [Bool], action: Matrix?, actionMask: [Bool]?, embodimentID: Int) {
        self.state = state
        self.stateMask = stateMask
        self.action = action
        self.actionMask = actionMask
        self.embodimentID = embodimentID
    }
}
