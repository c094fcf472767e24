import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing

@Suite struct StepTests {
    private func configs(_ state: [Int], _ action: [Int]) -> [String: ModalityConfig] {
        [
            "state": ModalityConfig(deltaIndices: state, modalityKeys: [ModalityKey(.state, "arm")]),
            "action": ModalityConfig(
                deltaIndices: action,
                modalityKeys: ["arm", "gripper", "task_progress"].map { ModalityKey(.action, $0) }),
            "language": ModalityConfig(
                deltaIndices: [-5, 0, 50], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
        ]
    }

    /// Absolute groups repeat the last row, relative ones (here the arm's actions) become zero.
    @Test func padsAsTheReference() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10, 12], in: root)
            let dataset = try LeRobotDataset(root, modalityConfigs: configs([-2, 0, 2], [-1, 0, 1, 2]))
            let start = try dataset.step(episode: 1, row: 0)
            #expect(start.observation.state["arm"]?.columns(0..<1).values == [100, 100, 102])
            #expect(start.action["arm"]?.columns(0..<1).values == [0, 101, 102, 103])
            #expect(start.action["gripper"]?.values == [100, 100, 101, 102])
            let end = try dataset.step(episode: 0, row: 9)
            #expect(end.observation.state["arm"]?.columns(0..<1).values == [7, 9, 9])
            #expect(end.action["arm"] == Matrix(rows: 4, columns: 2, values: [9, -1, 10, -1, 0, 0, 0, 0]))
            #expect(end.action["gripper"]?.values == [8, 9, 9, 9])
            #expect(end.action["task_progress"]?.values == [0.8, 0.9, 0.9, 0.9])
            #expect(end.observation.annotation["human.task_description"] == ["task 0", "task 0", "task 0"])
        }
    }

    @Test func everyKeyIsTheDefault() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let dataset = try LeRobotDataset(root)
            let sample = try dataset[4]
            #expect(sample.observation.video.keys.sorted() == ["front", "wrist"])
            #expect(sample.observation.state.keys.sorted() == ["arm", "gripper"])
            #expect(sample.action["arm"]?.rows == 16)
            #expect(dataset.modalityConfigs["state"]?.modalityKeys.map(\.name) == ["arm", "gripper"])
        }
    }

    @Test func placesOutOfRangeAreErrors() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let dataset = try LeRobotDataset(root)
            for step in [-1, 10, .max, .min] {
                #expect(throws: DatasetError.stepOutOfRange(step: step, count: 10)) { try dataset[step] }
            }
            #expect(throws: DatasetError.rowOutOfRange(row: 10, episode: 0, length: 10)) {
                try dataset.step(episode: 0, row: 10)
            }
            #expect { try dataset.step(episode: 3, row: 0) } throws: { "\($0)".contains("there is no episode 3") }
        }
    }

    @Test(arguments: [
        ("state.leg", "state.arm, state.gripper"), ("video.back", "video.front, video.wrist"),
        ("annotation.human.validity", "annotation.human.task_description"),
    ])
    func unknownKeysListTheKnown(key: String, candidates: String) throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let config = ModalityConfig(deltaIndices: [0], modalityKeys: [try ModalityKey(key)])
            #expect {
                try LeRobotDataset(root, modalityConfigs: ["some": config])
            } throws: {
                "\($0)" == "'\(key)' is not in meta/modality.json. Use one of: \(candidates)."
            }
        }
    }

    @Test func aKeyWantedTwiceIsAnError() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let config = ModalityConfig(deltaIndices: [0], modalityKeys: [ToyDataset.arm])
            #expect {
                _ = try LeRobotDataset(root, modalityConfigs: ["state": config, "proprioception": config])
            } throws: {
                "\($0)".contains("'state.arm': is wanted twice")
            }
        }
    }
}
