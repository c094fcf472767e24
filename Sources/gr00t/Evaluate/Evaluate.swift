import ArgumentParser
import Dataset
import Embodiment
import Evaluation
import Foundation
import Model
import NeuralNetwork
import Policy
import Synchronization
import Transforms

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Open loop: predicted against recorded actions of a dataset.",
        discussion: """
            At steps 0, H, 2H… of a recorded trajectory the policy sees what the robot saw and predicts the next H actions; \
            they are compared with the recorded ones. The robot does not move, so a small error is needed but is no proof \
            that a task gets done.

            gr00t evaluate --model-path nvidia/GR00T-N1.5-3B --dataset-path demo_data/robot_sim.PickNPlace --plot
            """)

    @Option(help: "Directory of a checkpoint, or the name of one that was downloaded.") var modelPath: String
    @Option(help: "Directory of a LeRobot dataset.") var datasetPath: String
    @Option(help: "Name of a built-in data config, or a JSON or YAML file.") var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "\(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).") var embodimentTag = "gr1"
    @Option(
        parsing: .upToNextOption, help: "Action keys to score, such as right_arm; all of the data config where absent.")
    var modalityKeys: [String] = []
    @Option(help: "How many trajectories, from --start-traj on.") var trajs = 1
    @Option(help: "The first trajectory.") var startTraj = 0
    @Option(parsing: .upToNextOption, help: "Exactly these trajectories instead.") var trajIds: [Int] = []
    @Option(help: "Steps of each trajectory to compare.") var steps = 150
    @Option(help: "H: steps of a chunk that are used before the next is predicted.") var actionHorizon = 16
    @Option(help: "Euler steps from noise to actions; the checkpoint's own number (usually 4) where absent.")
    var denoisingSteps: Int?
    @Flag(help: "Draw a figure per trajectory.") var plot = false
    @Option(help: "Where: a directory, or a .png or .svg file; out/evaluation with --plot alone.")
    var savePlotPath: String?
    @Option(help: "Of the noise that actions are made from; the same seed gives the same actions.") var seed: UInt64 = 0
    @Option(help: "float32, bfloat16, packed or int8.") var precision = Precision.packed
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?
    @Option(help: "Threads; all processors where absent.") var threads: Int?
    @Option(help: "Write the report to this file, as JSON.") var json: String?

    func validate() throws {
        for (name, value) in [("--steps", steps), ("--action-horizon", actionHorizon), ("--trajs", trajs)]
        where !(1...1_000_000_000).contains(value) { throw ValidationError("\(name) is \(value): give 1 or more.") }
        guard (0...1_000_000_000).contains(startTraj) else {
            throw ValidationError("--start-traj is \(startTraj): give 0 or more.")
        }
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads): give 1 or more.") }
        if let denoisingSteps, !(1...1000).contains(denoisingSteps) {
            throw ValidationError("--denoising-steps is \(denoisingSteps): give 1 to 1000.")
        }
    }

    func run() async throws {
        let job = try EvaluationJob(self)
        let outputs = try EvaluationOutputs(
            job, json: json, plots: plot ? savePlotPath ?? "out/evaluation" : savePlotPath)
        let runner = job.runner
        Terminal.note("loading \(modelPath) (\(precision.rawValue)) …")
        try await runner.load()
        try await runner.settle()

        let chunks = try job.evaluation.chunkCount(of: job.episodes, in: job.dataset)
        let bar = Mutex((ProgressBar("evaluating", total: chunks, unit: "chunks"), 0))
        var reports: [TrajectoryReport] = []
        var seconds: [Double] = []
        for episode in job.episodes {
            let trajectory = try await job.evaluation.compare(runner, with: job.dataset, episode: episode) {
                bar.withLock {
                    $0.1 += 1
                    $0.0.update($0.1)
                }
            }
            var report = TrajectoryReport(trajectory, joints: job.joints)
            try outputs.draw(trajectory, &report, note: job.isUntrained ? EvaluationOutputs.untrained : "")
            reports.append(report)
            seconds += trajectory.secondsPerAction
        }
        let report = EvaluationReport(job.setup, trajectories: reports, secondsPerAction: seconds)
        try outputs.write(report)
        print(EvaluationText(report, outputs: outputs).text)
    }
}
