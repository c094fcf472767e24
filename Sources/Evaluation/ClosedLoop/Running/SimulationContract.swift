import Embodiment

/// What the simulation shows a policy and takes from it: the keys of GR00T's `so100_dualcam`.
public enum SimulationContract {
    static let inputs: [(config: String, keys: [ModalityKey])] = [
        ("video", [ModalityKey(.video, "front"), ModalityKey(.video, "wrist")]),
        ("state", [ModalityKey(.state, "single_arm"), ModalityKey(.state, "gripper")]),
        ("language", [ModalityKey(.annotation, "human.task_description")]),
    ]
    static let actions = [ModalityKey(.action, "single_arm"), ModalityKey(.action, "gripper")]
    /// Joints per group, of states and actions.
    static let widths = ["single_arm": 5, "gripper": 1]
    /// Control steps per second.
    public static let controlHertz = 10.0

    /// Whether a policy fits, before an episode begins.
    ///
    /// - Parameters:
    ///   - configs: of the policy: `video`, `state`, `action`, `language`.
    ///   - executionHorizon: steps of a chunk that are to be executed.
    /// - Throws: ``ClosedLoopError`` for the first key that does not fit.
    public static func check(
        _ configs: [String: ModalityConfig], executionHorizon: Int
    ) throws(ClosedLoopError) {
        for (name, offered) in inputs {
            guard let config = configs[name] else { continue }
            for key in config.modalityKeys {
                guard offered.contains(key) else {
                    throw .unknownInput(key: "\(key)", offered: inputs.flatMap(\.keys).map(\.description))
                }
                guard config.deltaIndices == [0] else { throw .history(key: "\(key)", steps: config.deltaIndices) }
            }
        }
        guard let action = configs["action"] else { throw .noActions }
        for key in actions where !action.modalityKeys.contains(key) {
            throw .missingAction(key: "\(key)", present: action.modalityKeys.map(\.description))
        }
        for key in action.modalityKeys where !actions.contains(key) {
            throw .unknownAction(key: "\(key)", known: actions.map(\.description))
        }
        guard action.deltaIndices == Array(0..<action.deltaIndices.count) else {
            throw .otherSteps(action.deltaIndices)
        }
        guard executionHorizon <= action.deltaIndices.count else {
            throw .horizonTooLong(asked: executionHorizon, policy: action.deltaIndices.count)
        }
    }

    /// Whether the groups of a checkpoint's metadata have the arm's numbers of joints.
    ///
    /// - Throws: ``ClosedLoopError/otherWidth(key:found:expected:)``.
    public static func check(stateWidths: [String: Int], actionWidths: [String: Int]) throws(ClosedLoopError) {
        for (modality, found) in [(Modality.state, stateWidths), (.action, actionWidths)] {
            for (name, expected) in widths.sorted(by: { $0.key > $1.key }) {
                guard let width = found[name], width != expected else { continue }
                throw .otherWidth(key: "\(ModalityKey(modality, name))", found: width, expected: expected)
            }
        }
    }
}
