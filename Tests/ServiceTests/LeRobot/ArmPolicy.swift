import Embodiment
import Service
import Synchronization

/// A policy for an SO-100 with two cameras. It answers 8 steps, each the state that it was given plus the step.
final class ArmPolicy: ServedPolicy {
    struct Failure: Error, CustomStringConvertible {
        var description: String { "the arm's policy fails" }
    }

    private let seen = Mutex<[ActionRequest]>([])
    private let resets = Mutex<[SessionID]>([])
    private let gate: Signal?

    init(gate: Signal? = nil) { self.gate = gate }

    static let widths = ["single_arm": 5, "gripper": 1]

    var requests: [ActionRequest] { seen.withLock { $0 } }
    var resetSessions: [SessionID] { resets.withLock { $0 } }

    var modalityConfigs: [String: ModalityConfig] { Self.configs }

    static let configs = [
        "video": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.video, "front"), ModalityKey(.video, "wrist")]),
        "state": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.state, "single_arm"), ModalityKey(.state, "gripper")]),
        "action": ModalityConfig(
            deltaIndices: Array(0..<8),
            modalityKeys: [ModalityKey(.action, "single_arm"), ModalityKey(.action, "gripper")]),
        "language": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
    ]

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        seen.withLock { $0.append(request) }
        await gate?.wait()
        let chunks = try request.observations.map { observation in
            if observation.annotation["human.task_description"] == ["fail"] { throw Failure() }
            return ActionChunk(
                actions: Dictionary(
                    uniqueKeysWithValues: Self.widths.map { name, width in
                        let state = observation.state[name] ?? Matrix(rows: 1, columns: width)
                        let values = (0..<8).flatMap { step in state.row(0).map { $0 + Double(step) } }
                        return (name, Matrix(rows: 8, columns: width, values: values))
                    }))
        }
        return ActionReply(chunks: chunks)
    }

    func reset(_ session: SessionID) async { resets.withLock { $0.append(session) } }
}
