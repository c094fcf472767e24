import Dataset
import Embodiment
import Foundation
import TestSupport

enum ReachDataset {
    static let groups = ["single_arm", "gripper"]
    static let steps = 40

    /// Two recorded episodes of 40 steps, with 16 actions per step.
    static func with<R>(_ body: (LeRobotDataset) async throws -> R) async throws -> R {
        try await withTemporaryDirectory { directory in
            let root = directory.appending(path: "reach")
            try ReachDemonstration.record(to: root, episodes: 2, steps: steps)
            return try await body(LeRobotDataset(root, modalityConfigs: configs))
        }
    }

    private static let configs = [
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "webcam")]),
        "state": ModalityConfig(deltaIndices: [0], modalityKeys: groups.map { ModalityKey(.state, $0) }),
        "action": ModalityConfig(deltaIndices: Array(0..<16), modalityKeys: groups.map { ModalityKey(.action, $0) }),
        "language": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
    ]
}
