import ArgumentParser
import Foundation
import Simulation
import Torch

struct SimRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "A scripted expert demonstrates, and a LeRobot dataset is written.",
        discussion: """
            The expert knows where every cube is; what it does and what the two cameras see becomes a LeRobot v2.1 dataset with \
            GR00T's modality.json, for the data config so101_sim. Errors are added to what the motors are told, not to the \
            recorded actions: that is what teaches a policy to recover. Demonstrations that fail are dropped. A recording \
            that was interrupted goes on with the same command line; the same seed gives the same dataset.

            gr00t sim record --episodes 300 --output out/demos
            gr00t sim record --task pick --episodes 800 --output out/picks
            """)

    @Option(help: "pick, bowl, push, several with commas, or all.") var task = TaskSelection.all
    @Option(help: "Demonstrations, of all tasks together.") var episodes = 300
    @Option(help: "Of the first scene; below 1000000, where evaluation's seeds begin.") var seed = 0
    @Option(help: "Directory of the dataset; made if it is not there.") var output: String
    @Option(help: "Episodes at once; as many as there are processors where absent.") var workers: Int?
    @Option(
        parsing: .upToNextOption,
        help: "Standard deviations of the errors in radians, 0 to 0.5; the episodes take turns with them.")
    var noise = RecordingOptions.usualNoise
    @Option(help: "Width and height of the pictures, even, 32 to 512.") var imageSize = 96
    @Flag(help: "Draw light, colours and camera places for each episode.") var randomise = false

    func validate() throws {
        guard (1...1_000_000).contains(episodes) else {
            throw ValidationError("--episodes is \(episodes): give 1 to 1000000.")
        }
        guard (0..<EpisodeSeeds.evaluationStart).contains(seed) else {
            throw ValidationError("--seed is \(seed): give 0 to \(EpisodeSeeds.evaluationStart - 1).")
        }
        guard (1...256).contains(workers ?? 1) else {
            throw ValidationError("--workers is \(workers ?? 1): give 1 to 256.")
        }
        for level in noise where !(0...0.5).contains(level) {
            throw ValidationError("--noise has \(level): give 0 to 0.5 (radians).")
        }
        guard (32...512).contains(imageSize), imageSize % 2 == 0 else {
            throw ValidationError("--image-size is \(imageSize): give an even number, 32 to 512.")
        }
    }

    func run() async throws {
        let options = RecordingOptions(
            tasks: task.tasks, episodes: episodes, seed: seed,
            workers: workers ?? max(1, Machine.allowedProcessors.count),
            noise: noise, imageSize: imageSize, episode: EpisodeOptions(visualRandomisation: randomise))
        let recorder = try DemonstrationRecorder(URL(filePath: output), options: options)
        let work = Task { try await record(recorder) }
        let ending = Ending { work.cancel() }
        defer { withExtendedLifetime(ending) {} }
        do {
            print(SimRecordText.summary(try await work.value, output: output))
        } catch is CancellationError {
            Terminal.note("stopped; finished demonstrations are kept, and the same command goes on with the rest")
            // As shells have it for what Ctrl-C ended.
            throw ExitCode(130)
        }
    }

    private func record(_ recorder: DemonstrationRecorder) async throws -> RecordingProgress {
        var bar: ProgressBar?
        return try await recorder.record { progress in
            let left = progress.wanted - progress.resumed
            guard left > 0 else { return }
            if bar == nil {
                if progress.resumed > 0 { Terminal.note("going on after \(progress.resumed) demonstrations") }
                bar = ProgressBar("recording", total: left, unit: "demonstrations")
            }
            bar?.update(progress.recorded)
        }
    }
}
