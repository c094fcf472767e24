import Foundation
import TestSupport
import Testing
import Tracking

/// `gr00t finetune --flare`, as it is run.
@Suite(.startsPrograms) struct FinetuneFlareTests {
    /// Both losses are logged apart, and the videos train the alignment.
    @Test func foresightIsLoggedApart() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let outcome = try bench.run(
                ["--flare-target": "ema:0.9", "--flare-coefficient": "0.5"], "--flare", "--action-free-dataset-path",
                bench.bench.dataset.path)
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(
                outcome.errors.contains(
                    "foresight 8 tokens after layer 3 of 4, weight 0.5, target ema:0.9; 1 of the datasets trains this alone"
                ),
                "\(outcome.errors)")
            #expect(outcome.output.contains("; alignment "), "\(outcome.output)")
            let log = try TrainingLog(bench.output.appending(path: JSONLTracker.fileName))
            let alignment = try #require(log.series[TrackedName.flareLoss])
            #expect(alignment.values.count == 4 && alignment.values.allSatisfy { (-1...1).contains($0) })
            // Not of a step that has videos alone.
            #expect((1...4).contains(log.series[TrackedName.loss]?.values.count ?? 0))
            let state = try String(
                contentsOf: bench.output.appending(path: "checkpoint-4/trainer_state.json"), encoding: .utf8)
            #expect(state.contains("\"flare_loss\""))

            FinetuneBench.expectRefusal(
                try bench.run([:], "--flare", "--resume"), ["--flare-coefficient: was 0.5, is 0.2", "--flare-target"])
        }
    }

    @Test(arguments: [
        (["--flare-layer=2"], ["--flare-layer", "without --flare"]),
        (["--flare-target=frozen"], ["--flare-target", "without --flare"]),
        (["--action-free-dataset-path", "/no/such/videos"], ["--action-free-dataset-path", "without --flare"]),
        (["--flare", "--flare-layer=9"], ["--flare-layer", "is 9", "layers 1 to 4"]),
        (["--flare", "--flare-layer=0"], ["--flare-layer", "is 0"]),
        (["--flare", "--flare-coefficient=-1"], ["--flare-coefficient", "is -1"]),
        (["--flare", "--flare-target=ema:1"], ["--flare-target", "ema:1", "frozen"]),
        (["--flare", "--action-free-dataset-path", "/no/such/videos"], ["/no/such/videos", "does not exist"]),
    ]) func isRefused(_ options: [String], _ says: [String]) throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            FinetuneBench.expectRefusal(try Program.run(bench.arguments([:], options)), says)
            #expect(bench.names.isEmpty)
        }
    }

    /// There are no actions to compare with.
    @Test func aHeldOutVideoIsRefused() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let outcome = try bench.run(
                [:], "--flare", "--action-free-dataset-path", bench.bench.dataset.path, "--eval-episodes", "1:0")
            FinetuneBench.expectRefusal(outcome, ["--eval-episodes", "1:0", "--action-free-dataset-path"])
            #expect(bench.names.isEmpty)
        }
    }
}
