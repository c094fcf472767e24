import Dataset
import Foundation
import TestSupport
import Testing

/// `--resume`: goes on with the same run, and with nothing else.
@Suite(.startsPrograms) struct FinetuneResumeTests {
    @Test func nothingToResume() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            FinetuneBench.expectRefusal(
                try bench.run([:], "--resume"), [bench.output.path, "no checkpoint-N", "Leave --resume out"])
            #expect(bench.names.isEmpty)
        }
    }

    /// Each change would make it another run.
    @Test func aChangedConfigurationIsRefused() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            try bench.succeed(["--max-steps": "2"])
            let before = try FinetuneBench.contents(bench.output)
            let other = directory.appending(path: "base")
            try FileManager.default.createSymbolicLink(at: other, withDestinationURL: bench.bench.checkpoint)
            let same = ["--max-steps": "2"]
            let changes: [(options: [String: String], says: String)] = [
                (["--max-steps": "3"], "--max-steps: was 2, is 3"),
                (["--batch-size": "4"], "--global-batch-size"),
                (["--gradient-accumulation-steps": "2"], "--global-batch-size): was 2, is 4"),
                (["--learning-rate": "0.01"], "--learning-rate: was 0.0001, is 0.01"),
                (["--weight-decay": "0.01"], "--weight-decay"), (["--warmup-ratio": "0.5"], "--warmup-ratio"),
                (["--max-grad-norm": "5"], "--max-grad-norm"), (["--optim": "adamw_8bit"], "--optim: was adamw_torch"),
                (["--compute-dtype": "float32"], "--compute-dtype: was bfloat16, is float32"),
                (["--ema-decay": "0.9"], "--ema-decay"), (["--seed": "1"], "--seed: was 42, is 1"),
                (["--lora-rank": "4"], "--lora-rank: was 0, is 4"),
                (["--base-model-path": other.path], "--base-model-path"),
                (["--eval-episodes": "1"], "--eval-episodes"), (["--embodiment-tag": "gr1"], "--embodiment-tag"),
                (["--tune-llm": "flag"], "--tune-llm: was false, is true"),
                (["--tune-visual": "flag"], "--tune-visual: was false, is true"),
                (["--no-tune-projector": "flag"], "--tune-projector: was true, is false"),
                (["--no-tune-diffusion-model": "flag"], "--tune-diffusion-model: was true, is false"),
                (["--no-balance-dataset-weights": "flag"], "--balance-dataset-weights"),
                (["--no-balance-trajectory-weights": "flag"], "--balance-trajectory-weights"),
            ]
            for change in changes {
                let flags = change.options.filter { $0.value == "flag" }.map(\.key)
                let options = same.merging(change.options.filter { $0.value != "flag" }) { $1 }
                let outcome = try Program.run(bench.arguments(options, flags + ["--resume"]))
                FinetuneBench.expectRefusal(outcome, [change.says, "checkpoint-2", "--resume"])
            }
            #expect(try FinetuneBench.contents(bench.output) == before)
            // How often is saved and logged may change, and the run that is done stays as it is.
            try bench.succeed(["--max-steps": "2", "--save-steps": "5", "--logging-steps": "5"], "--resume")
        }
    }

    @Test func aChangedDatasetIsRefused() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let data = directory.appending(path: "data")
            try ReachDemonstration.record(to: data, episodes: 2, steps: 12)
            let options = ["--max-steps": "2", "--dataset-path": data.path]
            try bench.succeed(options)
            let statistics = try LeRobotDataset(data).computeStatistics()
            var changed = statistics
            changed["action"]?.max[0] += 1
            try JSONEncoder().encode(changed).write(to: data.appending(path: "meta/stats.json"))
            FinetuneBench.expectRefusal(try bench.run(options, "--resume"), ["statistics", "stats.json"])
            try JSONEncoder().encode(statistics).write(to: data.appending(path: "meta/stats.json"))
            try ReachDemonstration.record(to: data, episodes: 3, steps: 12)
            FinetuneBench.expectRefusal(
                try bench.run(options, "--resume"), [data.path, "had 2 episodes with 24 steps, has 3 with 36"])
        }
    }

    @Test func aDamagedCheckpointIsNamed() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            try bench.succeed()
            let last = bench.output.appending(path: "checkpoint-4")
            for name in ["training_state.json", "optimizer.safetensors"] {
                let file = last.appending(path: name)
                let data = try Data(contentsOf: file)
                try data.prefix(data.count / 2).write(to: file)
                FinetuneBench.expectRefusal(try bench.run([:], "--resume"), [file.path])
                try data.write(to: file)
            }
            try FileManager.default.removeItem(at: last.appending(path: "training_state.json"))
            FinetuneBench.expectRefusal(try bench.run([:], "--resume"), [last.path, "training_state.json"])
        }
    }

    /// Ctrl-C finishes the step, saves, and says how to go on; the result is that of a run that was left alone.
    @Test(arguments: [SIGINT, SIGTERM]) func interruptedByTheUser(_ signal: Int32) throws {
        try withTemporaryDirectory { directory in
            let whole = try FinetuneBench(directory.appending(path: "whole"))
            let options = ["--max-steps": "30", "--save-steps": "30"]
            try whole.succeed(options)
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let (process, files) = try Program.start(bench.arguments(options, []))
            defer { try? FileManager.default.removeItem(at: files) }
            let log = bench.output.appending(path: "log.jsonl")
            let deadline = Date(timeIntervalSinceNow: 60)
            while ((try? Data(contentsOf: log))?.count ?? 0) == 0, process.isRunning, Date() < deadline { usleep(500) }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
            let said = try String(contentsOf: files.appending(path: "output"), encoding: .utf8)
            #expect(said.contains("stopped before the end") && said.contains("--resume"))
            try #require(bench.checkpoints.count == 1 && bench.checkpoints != ["checkpoint-30"], "\(bench.names)")
            #expect(!bench.names.contains("model.safetensors"))
            try bench.succeed(options, "--resume")
            let (expected, found) = (
                try FinetuneBench.contents(whole.output.appending(path: "checkpoint-30")),
                try FinetuneBench.contents(bench.output.appending(path: "checkpoint-30"))
            )
            for (name, data) in expected where name.hasSuffix(".safetensors") {
                #expect(found[name] == data, "\(name)")
            }
        }
    }
}
