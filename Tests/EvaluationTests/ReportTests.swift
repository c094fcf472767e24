import Dataset
import Embodiment
import Evaluation
import Foundation
import Plotting
import TestSupport
import Testing

@Suite struct ReportTests {
    private static let setup = EvaluationReport.Setup(
        checkpoint: "nano", isUntrained: true, dataset: "reach", dataConfig: "so100", embodimentTag: "new_embodiment",
        denoisingSteps: 4, actionHorizon: 16, precision: "packed", seed: 3)

    /// Every trajectory counts the same, however long it is, as in the reference.
    @Test func meanOverTrajectories() async throws {
        try await ReachDataset.with { dataset in
            func report(_ episode: Int, steps: Int, offset: Double) async throws -> TrajectoryReport {
                let policy = ReplayPolicy(dataset, episode: episode) { _, _, actions in
                    Matrix(rows: actions.rows, columns: actions.columns, values: actions.values.map { $0 + offset })
                }
                let evaluation = try OpenLoopEvaluation(jointGroups: ReachDataset.groups, steps: steps)
                return TrajectoryReport(
                    try await evaluation.compare(policy, with: dataset, episode: episode), joints: JointTable())
            }
            let reports = [
                try await report(0, steps: 40, offset: 1), try await report(1, steps: 3, offset: 3),
            ]
            let all = EvaluationReport(Self.setup, trajectories: reports, secondsPerAction: [1])
            #expect(abs(all.error.mse - 5) < 1e-9)
            #expect(abs(all.error.mae - 2) < 1e-9)
            #expect(all.groups.map(\.name) == ReachDataset.groups)
            #expect(all.error.relativeMAE == nil)
        }
    }

    @Test func jsonReadsBack() async throws {
        try await ReachDataset.with { dataset in
            let metadata = try dataset.metadata(embodimentTag: .newEmbodiment)
            let trajectory = try await OpenLoopEvaluation(jointGroups: ReachDataset.groups).compare(
                ReplayPolicy(dataset), with: dataset, episode: 0)
            let report = EvaluationReport(
                Self.setup,
                trajectories: [TrajectoryReport(trajectory, joints: JointTable(dataset, metadata: metadata))],
                secondsPerAction: trajectory.secondsPerAction)
            #expect(report.trajectories[0].groups[1].joints.map(\.name) == ["gripper.pos"])
            #expect(report.error.relativeMAE == 0)
            try withTemporaryDirectory { directory in
                let file = directory.appending(path: "report.json")
                try report.write(to: file)
                let back = try JSONDecoder().decode(EvaluationReport.self, from: Data(contentsOf: file))
                #expect(back == report)
                #expect(throws: EvaluationError.self) {
                    try report.write(to: directory.appending(path: "no/report.json"))
                }
            }
        }
    }

    @Test func timingLeavesTheFirstCallOut() {
        let timing = ActionTiming([100] + (1...20).map(Double.init))
        #expect(timing == ActionTiming([100] + (1...20).map(Double.init).shuffled()))
        #expect((timing.calls, timing.first, timing.median, timing.p95) == (21, 100, 10, 19))
        #expect(ActionTiming([7]).median == 7)
        #expect(ActionTiming([]).calls == 0)
    }

    @Test func figure() async throws {
        try await ReachDataset.with { dataset in
            let metadata = try dataset.metadata(embodimentTag: .newEmbodiment)
            let trajectory = try await OpenLoopEvaluation(jointGroups: ReachDataset.groups).compare(
                ReplayPolicy(dataset), with: dataset, episode: 0)
            let report = TrajectoryReport(trajectory, joints: JointTable(dataset, metadata: metadata))
            let figure = TrajectoryFigure.figure(trajectory, report, note: "Untrained.")
            #expect(figure.charts.count == 6)
            #expect(figure.charts[0].title.hasPrefix("shoulder_pan.pos"))
            #expect(figure.charts.allSatisfy { $0.series[1].dots == [0, 16, 32] })
            #expect(figure.title.contains(trajectory.instruction))
            #expect(figure.footnote.hasPrefix("Untrained."))
            try withTemporaryDirectory { directory in
                let file = directory.appending(path: "episode.png")
                try figure.save(file)
                #expect(try Data(contentsOf: file).starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
        }
    }
}
