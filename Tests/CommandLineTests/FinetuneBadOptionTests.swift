import Foundation
import TestSupport
import Testing

/// What a user can get wrong in `gr00t finetune`'s command line: exit code 2, a message that names it, and nothing written.
@Suite struct FinetuneBadOptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let changes: [String: String]
        let says: [String]

        init(_ changes: [String: String], says: String...) {
            self.changes = changes
            self.says = says
        }

        var testDescription: String {
            changes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        Case(["--dataset-path": "/no/such/dataset"], says: "/no/such/dataset", "does not exist"),
        Case(["--dataset-path": ""], says: "--dataset-path"),
        Case(["--base-model-path": "no/such/model"], says: "no/such/model"),
        Case(["--data-config": "so1000"], says: "so1000"),
        Case(["--data-config": "so100_dualcam"], says: "front"),
        Case(["--embodiment-tag": "robot9"], says: "robot9"),
        Case(["--max-steps": "0"], says: "--max-steps", "is 0"),
        Case(["--batch-size": "-1"], says: "--batch-size", "is -1"),
        Case(["--batch-size": "two"], says: "two", "--batch-size"),
        Case(["--global-batch-size": "5"], says: "--global-batch-size", "5 is not a multiple of 2 samples"),
        Case(["--global-batch-size": "0"], says: "--global-batch-size", "0 is not a multiple"),
        Case(
            ["--global-batch-size": "8", "--gradient-accumulation-steps": "3"], says: "--gradient-accumulation-steps",
            "takes 4"),
        Case(["--eval-episodes": "one"], says: "--eval-episodes", "'one'", "EPISODE or DATASET:EPISODE"),
        Case(["--eval-episodes": "0:1:2"], says: "--eval-episodes", "'0:1:2'"),
        Case(["--eval-episodes": "7"], says: "episode 7"),
        Case(["--eval-episodes": "3:0"], says: "3"),
        Case(["--report-to": "azure_ml"], says: "--report-to", "azure_ml"),
        Case(["--report-to": "none,wandb"], says: "--report-to", "none"),
        Case(["--lora-rank": "-1"], says: "--lora-rank", "is -1"),
        Case(["--lora-rank": "4", "--lora-alpha": "0"], says: "--lora-alpha", "is 0"),
        Case(["--lora-rank": "4", "--lora-dropout": "1"], says: "--lora-dropout", "is 1"),
        Case(["--learning-rate": "-1"], says: "--learning-rate", "is -1"),
        Case(["--learning-rate": "nan"], says: "--learning-rate", "is nan"),
        Case(["--warmup-ratio": "2"], says: "--warmup-ratio", "is 2"),
        Case(["--ema-decay": "1"], says: "--ema-decay"),
        Case(["--compute-dtype": "float8"], says: "--compute-dtype", "float8"),
        Case(["--optim": "sgd"], says: "--optim", "sgd"),
        Case(["--frame-cache": "-1"], says: "--frame-cache"),
        Case(["--seed": "many"], says: "--seed", "many"),
        Case(["--max-non-finite-steps": "0"], says: "--max-non-finite-steps", "is 0"),
    ]) func isRefused(_ bad: Case) throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            FinetuneBench.expectRefusal(try bench.run(bad.changes), bad.says)
            #expect(bench.names.isEmpty)
        }
    }

    @Test func everyEpisodeHeldOut() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            FinetuneBench.expectRefusal(try bench.run([:], "--eval-episodes", "0", "1"), ["episode"])
            #expect(bench.names.isEmpty)
        }
    }

    /// Two datasets of one robot whose actions are of different widths.
    @Test func datasetsThatDisagree() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let other = directory.appending(path: "other")
            try FileManager.default.copyItem(at: bench.bench.dataset, to: other)
            let modality = other.appending(path: "meta/modality.json")
            let text = try String(contentsOf: modality, encoding: .utf8)
            // The arm loses a joint in states and actions.
            let changed = text.replacingOccurrences(
                of: #""end"\s*:\s*5"#, with: #""end": 4"#, options: .regularExpression)
            try #require(changed != text, "\(text)")
            try Data(changed.utf8).write(to: modality)
            let outcome = try bench.run(["--dataset-path": ""], "--dataset-path", bench.bench.dataset.path, other.path)
            FinetuneBench.expectRefusal(outcome, ["single_arm"])
            #expect(bench.names.isEmpty)
        }
    }

    @Test func aBaseOfAnotherFamily() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let base = directory.appending(path: "base")
            try FileManager.default.copyItem(at: bench.bench.checkpoint, to: base)
            let config = base.appending(path: "config.json")
            let text = try String(contentsOf: config, encoding: .utf8)
            try Data(text.replacing("gr00t_n1_5", with: "gr00t_n1_7").utf8).write(to: config)
            FinetuneBench.expectRefusal(
                try bench.run(["--base-model-path": base.path]),
                ["model_type", "'gr00t_n1_7'", "'gr00t_n1'", "gr00t_n1_5"])
            // N1's name over N1.5's backbone.
            try Data(text.replacing("gr00t_n1_5", with: "gr00t_n1").utf8).write(to: config)
            FinetuneBench.expectRefusal(
                try bench.run(["--base-model-path": base.path]), ["model_type", "gr00t_n1", "eagle_config.json"])
            try FileManager.default.removeItem(at: config)
            FinetuneBench.expectRefusal(try bench.run(["--base-model-path": base.path]), [config.path])
            #expect(bench.checkpoints.isEmpty)
        }
    }
}
