import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// What a report holds, read without the program's own types.
    private struct Report: Decodable, Equatable {
        struct Numbers: Decodable, Equatable {
            let mse: Double
            let mae: Double
        }
        struct Joint: Decodable, Equatable {
            let name: String
            let error: Numbers
        }
        struct Group: Decodable, Equatable {
            let name: String
            let joints: [Joint]?
            let error: Numbers
        }
        struct Trajectory: Decodable, Equatable {
            let episode: Int
            let steps: Int
            let error: Numbers
            let groups: [Group]
        }
        struct Setup: Decodable, Equatable {
            let untrained: Bool
            let seed: Int
            let denoising_steps: Int
        }
        let setup: Setup
        let error: Numbers
        let groups: [Group]
        let trajectories: [Trajectory]

        init(_ file: URL) throws { self = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file)) }
    }

    @Test func fromRecordingToFigure() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let json = directory.appending(path: "new/report.json")
            let plots = directory.appending(path: "plots")
            let outcome = try bench.evaluate([
                "--trajs": "2", "--json": json.path, "--save-plot-path": plots.path,
            ])
            #expect(outcome.code == 0, "\(outcome.errors)")
            for text in ["single_arm", "gripper", "MSE", "time per chunk", "random weights", json.path] {
                #expect(outcome.output.contains(text))
            }
            for episode in 0..<2 {
                let figure = try Data(contentsOf: plots.appending(path: "episode_\(episode).png"))
                #expect(figure.starts(with: Self.png))
            }
            let report = try Report(json)
            #expect(report.setup == .init(untrained: true, seed: 0, denoising_steps: 4))
            #expect(report.trajectories.map(\.steps) == [20, 20])
            #expect(report.trajectories[0].groups[0].joints?.map(\.name).first == "shoulder_pan.pos")
            #expect(report.error.mse > 0 && report.error.mse.isFinite)
            #expect(abs(report.error.mse - report.trajectories.map(\.error.mse).reduce(0, +) / 2) < 1e-9)
        }
    }

    @Test func sameSeedSameResult() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            func report(_ name: String, seed: Int, _ more: [String: String] = [:]) throws -> Report {
                let json = directory.appending(path: name)
                let changes = ["--json": json.path, "--seed": "\(seed)", "--threads": "1"].merging(more) { $1 }
                let outcome = try bench.evaluate(changes)
                #expect(outcome.code == 0, "\(outcome.errors)")
                return try Report(json)
            }
            let first = try report("a.json", seed: 5)
            let again = try report("b.json", seed: 5)
            let otherSeed = try report("c.json", seed: 6)
            let oneStep = try report("d.json", seed: 5, ["--denoising-steps": "1"])
            let gripper = try report("e.json", seed: 5, ["--modality-keys": "action.gripper"])
            #expect(again == first)
            #expect(otherSeed.error != first.error)
            #expect(oneStep.error != first.error)
            #expect(gripper.groups == first.groups.filter { $0.name == "gripper" })
        }
    }

    @Test func oneFigureFile() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "figure.png")
            let outcome = try bench.evaluate(["--save-plot-path": file.path, "--traj-ids": "1"])
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            let figure = try Data(contentsOf: file)
            #expect(outcome.code == 0)
            #expect(names == ["figure.png"])
            #expect(figure.starts(with: Self.png))
        }
    }
}
