import Embodiment
import Evaluation
import Testing

@Suite struct SimulationContractTests {
    /// Those of `so100_dualcam`, with changes.
    private static func configs(
        video: [String] = ["front", "wrist"], state: [String] = ["single_arm", "gripper"],
        action: [String] = ["single_arm", "gripper"], steps: [Int] = [0], horizon: [Int] = Array(0..<16)
    ) -> [String: ModalityConfig] {
        func config(_ modality: Modality, _ names: [String], _ steps: [Int]) -> ModalityConfig {
            ModalityConfig(deltaIndices: steps, modalityKeys: names.map { ModalityKey(modality, $0) })
        }
        return [
            "video": config(.video, video, steps), "state": config(.state, state, [0]),
            "action": config(.action, action, horizon),
            "language": config(.annotation, ["human.task_description"], [0]),
        ]
    }

    private static func problem(_ configs: [String: ModalityConfig], horizon: Int = 8) -> ClosedLoopError? {
        do throws(ClosedLoopError) { try SimulationContract.check(configs, executionHorizon: horizon) } catch {
            return error
        }
        return nil
    }

    @Test func takesWhatTheSimulationHas() {
        #expect(Self.problem(Self.configs()) == nil)
        #expect(Self.problem(Self.configs(video: ["front"]), horizon: 16) == nil)
    }

    @Test func namesTheKeyThatDoesNotFit() throws {
        let wrong: [([String: ModalityConfig], Int, String)] = [
            (Self.configs(video: ["webcam"]), 8, "video.webcam"),
            (Self.configs(state: ["left_arm"]), 8, "state.left_arm"),
            (Self.configs(action: ["single_arm"]), 8, "action.gripper"),
            (Self.configs(action: ["single_arm", "gripper", "base"]), 8, "action.base"),
            (Self.configs(steps: [-1, 0]), 8, "video.front"), (Self.configs(horizon: [0, 2, 4]), 2, "0, 2, 4"),
            (Self.configs(), 17, "1 to 16"), ([:], 8, "'action'"),
        ]
        for (configs, horizon, key) in wrong {
            let problem = try #require(Self.problem(configs, horizon: horizon), "\(key)")
            #expect(problem.description.contains(key), "\(problem)")
        }
    }

    @Test func namesTheGroupOfAnotherArm() throws {
        let widths = ["single_arm": 5, "gripper": 1]
        try SimulationContract.check(stateWidths: widths, actionWidths: widths)
        #expect(throws: ClosedLoopError.otherWidth(key: "action.single_arm", found: 6, expected: 5)) {
            try SimulationContract.check(stateWidths: widths, actionWidths: ["single_arm": 6, "gripper": 1])
        }
    }

    @Test func planRefusesWhatMakesNoSense() {
        #expect(throws: ClosedLoopError.noTask) { _ = try EvaluationPlan(tasks: [], episodes: 1) }
        #expect(throws: ClosedLoopError.noGroup) { _ = try EvaluationPlan(tasks: [.pick], groups: [], episodes: 1) }
        #expect(throws: ClosedLoopError.badCount(name: "the number of episodes", value: 0)) {
            _ = try EvaluationPlan(tasks: [.pick], episodes: 0)
        }
    }
}
