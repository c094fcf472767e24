import Dataset
import Embodiment
import Evaluation
import Testing

@Suite struct OpenLoopEvaluationTests {
    @Test func replayHasNoError() async throws {
        try await ReachDataset.with { dataset in
            let evaluation = try OpenLoopEvaluation(jointGroups: ReachDataset.groups, steps: 150)
            let trajectory = try await evaluation.compare(ReplayPolicy(dataset), with: dataset, episode: 0)
            let report = TrajectoryReport(trajectory, joints: JointTable())
            #expect(report.error.mse == 0)
            #expect(report.error.mae == 0)
            #expect(report.groups.map(\.joints.count) == [5, 1])
            #expect(!trajectory.instruction.isEmpty)
            // The recorded side is really the dataset's.
            let recorded = try dataset.series(ModalityKey(.action, "single_arm"), episode: 0)
            #expect(trajectory.groups[0].recorded == recorded)
            #expect(recorded.values.contains { $0 != recorded.values[0] })
        }
    }

    /// Predictions that are off by 2 in the arm and exact in the gripper.
    @Test func knownErrors() async throws {
        try await ReachDataset.with { dataset in
            let policy = ReplayPolicy(dataset, episode: 1) { group, _, actions in
                Matrix(
                    rows: actions.rows, columns: actions.columns,
                    values: actions.values.map { group == "gripper" ? $0 : $0 + 2 })
            }
            let evaluation = try OpenLoopEvaluation(jointGroups: ReachDataset.groups, steps: 32)
            let trajectory = try await evaluation.compare(policy, with: dataset, episode: 1)
            let ranges = ["single_arm": [4.0, 8, 0, 4, 4], "gripper": [1]]
            let report = TrajectoryReport(trajectory, joints: JointTable(ranges: ranges))
            let arm = report.groups[0], gripper = report.groups[1]
            #expect(abs(arm.error.mse - 4) < 1e-9)
            #expect(abs(arm.error.mae - 2) < 1e-9)
            #expect(arm.joints.map { ($0.error.relativeMAE ?? -1).rounded(toPlaces: 6) } == [0.5, 0.25, -1, 0.5, 0.5])
            #expect(gripper.error.mse == 0)
            // Five joints with 4 and one with 0; four ranges with a mean of 0.4375 and the gripper's 0.
            #expect(abs(report.error.mse - 20.0 / 6) < 1e-9)
            #expect(abs((arm.error.relativeMAE ?? 0) - 0.4375) < 1e-9)
        }
    }

    /// Only the first `actionHorizon` steps of a chunk are used, then the next chunk begins.
    @Test(arguments: [1, 7, 8, 16]) func seams(horizon: Int) async throws {
        let steps = ReachDataset.steps
        let (trajectory, chunks) = try await ReachDataset.with { dataset in
            let policy = ReplayPolicy(dataset, actionHorizon: horizon) { _, step, actions in
                let rows = (0..<actions.rows).flatMap { row in
                    [Double](repeating: Double(1000 * step + row), count: actions.columns)
                }
                return Matrix(rows: actions.rows, columns: actions.columns, values: rows)
            }
            let evaluation = try OpenLoopEvaluation(
                jointGroups: ["single_arm"], steps: steps, actionHorizon: horizon)
            return (
                try await evaluation.compare(policy, with: dataset, episode: 0),
                try evaluation.chunkCount(of: [0, 1], in: dataset)
            )
        }
        let predicted = trajectory.groups[0].predicted
        let joint = (0..<predicted.rows).map { predicted[$0, 3] }
        #expect(joint == (0..<steps).map { Double(1000 * ($0 - $0 % horizon) + $0 % horizon) })
        #expect(trajectory.chunkStarts == Array(stride(from: 0, to: steps, by: horizon)))
        #expect(chunks == 2 * trajectory.chunkStarts.count)
    }

    @Test(arguments: [(1, 1), (16, 16), (17, 17), (40, 40), (41, 40), (100_000, 40)])
    func stepsEndWithTheTrajectory(steps: Int, compared: Int) async throws {
        try await ReachDataset.with { dataset in
            let evaluation = try OpenLoopEvaluation(jointGroups: ["gripper"], steps: steps)
            let trajectory = try await evaluation.compare(ReplayPolicy(dataset), with: dataset, episode: 0)
            #expect(trajectory.steps == compared)
            #expect(trajectory.chunkStarts.count == (compared + 15) / 16)
            #expect(trajectory.secondsPerAction.count == trajectory.chunkStarts.count)
            #expect(trajectory.frames.compactMap { $0?.camera }.allSatisfy { $0 == "webcam" })
            #expect(TrajectoryReport(trajectory, joints: JointTable()).error.mse == 0)
        }
    }

    @Test func badSettings() {
        #expect(throws: EvaluationError.noJointGroups) { try OpenLoopEvaluation(jointGroups: []) }
        #expect(throws: EvaluationError.repeatedJointGroup("a")) {
            try OpenLoopEvaluation(jointGroups: ["a", "b", "a"])
        }
        #expect(throws: EvaluationError.badCount(name: "steps", value: 0)) {
            try OpenLoopEvaluation(jointGroups: ["a"], steps: 0)
        }
        #expect(throws: EvaluationError.badCount(name: "action horizon", value: -1)) {
            try OpenLoopEvaluation(jointGroups: ["a"], actionHorizon: -1)
        }
    }

    @Test func badPolicies() async throws {
        try await ReachDataset.with { dataset in
            func problem(
                _ groups: [String] = ["gripper"], horizon: Int = 16,
                change: @escaping @Sendable (String, Int, Matrix) -> Matrix? = { $2 }
            ) async throws -> EvaluationError? {
                let evaluation = try OpenLoopEvaluation(jointGroups: groups, actionHorizon: horizon)
                let policy = ReplayPolicy(dataset, actionHorizon: horizon, change: change)
                return await #expect(throws: EvaluationError.self) {
                    try await evaluation.compare(policy, with: dataset, episode: 0)
                }
            }
            let unknown = try await problem(["elbow"])
            #expect(unknown == .unknownJointGroup("elbow", known: ["single_arm", "gripper"]))
            let tooLong = try await problem(horizon: 17)
            #expect(tooLong == .horizonTooLong(asked: 17, policy: 16))
            let missing = try await problem { group, _, actions in group == "gripper" ? nil : actions }
            #expect(missing == .missingPrediction("gripper", present: ["single_arm"]))
            let wide = try await problem { _, _, actions in Matrix(rows: actions.rows, columns: 3) }
            #expect(wide == .wrongPrediction("gripper", found: [16, 3], expected: [16, 1]))
            let short = try await problem { _, _, actions in Matrix(rows: 4, columns: actions.columns) }
            #expect(short == .wrongPrediction("gripper", found: [4, 1], expected: [16, 1]))
            let notFinite = try await problem { _, step, _ in
                Matrix(rows: 16, columns: 1, repeating: step == 32 ? .nan : 0)
            }
            #expect(notFinite == .notFinite("gripper", step: 32))
        }
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        return (self * factor).rounded() / factor
    }
}
