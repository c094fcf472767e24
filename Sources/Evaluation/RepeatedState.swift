import Dataset
import Embodiment

/// The policy that stays where the robot is: every action of a chunk is the current state. A trained model must be better than
/// this; on slow motions it is not far off, so an error that looks small may be worth little.
public struct RepeatedState: BasePolicy {
    public let modalityConfigs: [String: ModalityConfig]
    /// Joint groups that have both a state and an action, as wide as each other.
    public let jointGroups: [String]
    private let horizon: Int

    /// `nil` where no joint group has both a state and an action.
    /// - Parameters:
    ///   - modalityConfigs: those of the policy that is compared with it.
    ///   - metadata: of the dataset.
    public init?(_ modalityConfigs: [String: ModalityConfig], metadata: DatasetMetadata) {
        guard let action = modalityConfigs["action"], let state = modalityConfigs["state"] else { return nil }
        let states = Set(state.modalityKeys.map(\.name))
        let (stateShapes, actionShapes) = (metadata.modalities.state, metadata.modalities.action)
        jointGroups = action.modalityKeys.map(\.name).filter { name in
            states.contains(name) && actionShapes[name]?.absolute == true
                && stateShapes[name]?.shape == actionShapes[name]?.shape
        }
        guard !jointGroups.isEmpty else { return nil }
        self.modalityConfigs = modalityConfigs
        horizon = action.deltaIndices.count
    }

    public func getAction(_ observation: Observation) -> ActionChunk {
        var actions: [String: Matrix] = [:]
        for name in jointGroups {
            guard let state = observation.state[name], state.rows > 0 else { continue }
            let row = Array(state.row(state.rows - 1))
            actions[name] = Matrix(
                rows: horizon, columns: state.columns, values: Array(repeatElement(row, count: horizon).joined()))
        }
        return ActionChunk(actions: actions)
    }
}
