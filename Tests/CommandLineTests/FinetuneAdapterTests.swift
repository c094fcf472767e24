import Checkpoint
import Foundation
import TestSupport
import Testing

/// `--lora-rank`, from the training over the adapter's own directory to a merged checkpoint.
@Suite(.startsPrograms) struct FinetuneAdapterTests {
    /// What a report holds, read without the program's own types.
    private struct Report: Decodable {
        struct Numbers: Decodable { let mse: Double }
        struct Setup: Decodable { let untrained: Bool }
        let setup: Setup
        let error: Numbers
    }

    /// `adapter_config.json`, read as PEFT reads it.
    private struct Adapter: Codable {
        var base_model_name_or_path: String
        let r: Int
        let lora_alpha: Double
        let lora_dropout: Double
        let target_modules: [String]
        let peft_type: String
        let bias: String
    }

    private static func evaluate(_ model: URL, in directory: URL) throws -> Report {
        let json = directory.appending(path: "report-\(UUID().uuidString).json")
        let outcome = try Workbench.shared.get().evaluate([
            "--model-path": model.path, "--json": json.path, "--precision": "float32", "--steps": "32",
        ])
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(contentsOf: json))
    }

    @Test(arguments: [[], ["--lora-full-model"]]) func trainedEvaluatedMerged(_ flags: [String]) throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let base = try FinetuneBench.contents(bench.bench.checkpoint)
            let training = try Program.run(
                bench.arguments(["--lora-rank": "4", "--learning-rate": "0.01"], flags))
            try #require(training.code == 0, "\(training.errors)")
            let last = bench.output.appending(path: "checkpoint-4")

            let config = try JSONDecoder().decode(
                Adapter.self, from: Data(contentsOf: last.appending(path: "adapter_config.json")))
            #expect((config.r, config.lora_alpha, config.lora_dropout) == (4, 16, 0.1))
            #expect((config.peft_type, config.bias) == ("LORA", "none"))
            #expect(config.base_model_name_or_path == bench.bench.checkpoint.path)
            let entries = try ModelWeights(last, stem: "adapter_model").entries
            #expect(
                Set(entries.keys)
                    == Set(
                        config.target_modules.flatMap { path in
                            ["lora_A", "lora_B"].map { "base_model.model.\(path).\($0).weight" }
                        }))
            #expect(config.target_modules.contains { $0.contains("vision_model") } == !flags.isEmpty)
            #expect(config.target_modules.allSatisfy { $0.contains("action_head") } == flags.isEmpty)

            // The directory of the run and that of its last checkpoint are the same adapter.
            let merged = directory.appending(path: "merged")
            let outcome = try Program.run(
                "model", "convert", "--merge-lora", bench.output.path, "--output", merged.path, "--dtype", "fp32")
            try #require(outcome.code == 0, "\(outcome.errors)")
            let (run, checkpoint, whole, before) = (
                try Self.evaluate(bench.output, in: directory), try Self.evaluate(last, in: directory),
                try Self.evaluate(merged, in: directory), try Self.evaluate(bench.bench.checkpoint, in: directory)
            )
            #expect(run.error.mse == checkpoint.error.mse)
            // The same weights in other places of memory: libtorch may take another kernel.
            #expect(abs(whole.error.mse - run.error.mse) < 1e-6 * run.error.mse)
            #expect(abs(before.error.mse - run.error.mse) > 1e-4 * before.error.mse)
            #expect(before.setup.untrained && !run.setup.untrained && !whole.setup.untrained)
            #expect(try FinetuneBench.contents(bench.bench.checkpoint) == base)

            // What was merged can be trained on; an adapter of an adapter is not made.
            let further = try FinetuneBench(directory.appending(path: "further"))
            try further.succeed(["--base-model-path": merged.path, "--max-steps": "1"])
            let chained = try FinetuneBench(directory.appending(path: "chained"))
            FinetuneBench.expectRefusal(
                try chained.run(["--base-model-path": bench.output.path, "--lora-rank": "2"]),
                [bench.output.path, "is an adapter too", "--merge-lora"])
            #expect(chained.checkpoints.isEmpty)
        }
    }

    @Test func aBaseThatIsGone() throws {
        try withTemporaryDirectory { directory in
            let base = directory.appending(path: "base")
            let bench = try FinetuneBench(directory.appending(path: "run"))
            try FileManager.default.copyItem(at: bench.bench.checkpoint, to: base)
            try bench.succeed(["--lora-rank": "2", "--max-steps": "1", "--base-model-path": base.path])
            let moved = directory.appending(path: "moved")
            try FileManager.default.moveItem(at: base, to: moved)
            let evaluation = try bench.bench.evaluate(["--model-path": bench.output.path])
            FinetuneBench.expectRefusal(evaluation, [base.path, "is not there", "--base-model-path"])
            let output = directory.appending(path: "merged")
            let merge = ["model", "convert", "--merge-lora", bench.output.path, "--output", output.path]
            FinetuneBench.expectRefusal(
                try Program.run(merge), [bench.output.path, base.path, "is not there", "--base-model-path"])
            FinetuneBench.expectRefusal(
                try Program.run(merge + ["--base-model-path", "no/such/base"]), ["no/such/base"])
            #expect(!FileManager.default.fileExists(atPath: output.path))
            let right = try Program.run(merge + ["--base-model-path", moved.path])
            #expect(right.code == 0, "\(right.errors)")
            #expect(right.output.contains(moved.path))
        }
    }
}
