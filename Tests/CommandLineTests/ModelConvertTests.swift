import Checkpoint
import Foundation
import TestSupport
import Testing

@Suite struct ModelConvertTests {
    private static func convert(_ checkpoint: URL, _ output: URL, _ more: String...) throws -> Program.Outcome {
        try Program.run(["model", "convert", checkpoint.path, "--output", output.path] + more)
    }

    private static func error(_ checkpoint: URL) throws -> String {
        let outcome = try Workbench.shared.get().evaluate(["--model-path": checkpoint.path, "--precision": "float32"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try #require(
            outcome.output.split(separator: "\n").first { $0.contains("all") || $0.contains("MSE") }.map(String.init))
    }

    /// bfloat16 to float32 and back gives the same bytes, with everything else that a checkpoint consists of.
    @Test func thereAndBack() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let (wide, back) = (directory.appending(path: "wide"), directory.appending(path: "back"))
            let first = try Self.convert(bench.checkpoint, wide, "--dtype", "fp32")
            try #require(first.code == 0, "\(first.errors)")
            #expect(try ModelWeights(wide).entries.values.allSatisfy { $0.type == .f32 })
            #expect(
                try String(contentsOf: wide.appending(path: "config.json"), encoding: .utf8).contains("\"float32\""))
            let second = try Self.convert(wide, back, "--dtype", "bf16")
            try #require(second.code == 0, "\(second.errors)")
            let (before, after) = (try FinetuneBench.contents(bench.checkpoint), try FinetuneBench.contents(back))
            #expect(Set(before.keys) == Set(after.keys))
            for (name, data) in before where name != "config.json" { #expect(after[name] == data, "\(name)") }
            #expect(try Self.error(wide) == Self.error(bench.checkpoint))
        }
    }

    @Test func keepsWhatIsThere() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "checkpoint")
            let first = try Self.convert(bench.checkpoint, output, "--dtype", "fp16")
            try #require(first.code == 0, "\(first.errors)")
            let before = try FinetuneBench.contents(output)
            FinetuneBench.expectRefusal(
                try Self.convert(bench.checkpoint, output, "--dtype", "fp32"), [output.path, "--overwrite"])
            #expect(try FinetuneBench.contents(output) == before)
            // Also over itself: what is read is replaced when all is written.
            let replacing = try Self.convert(output, output, "--dtype", "fp32", "--overwrite")
            #expect(replacing.code == 0, "\(replacing.errors)")
            #expect(try ModelWeights(output).entries.values.allSatisfy { $0.type == .f32 })
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names == ["checkpoint"])
        }
    }

    /// The final model of a run lies beside its checkpoints, which nobody wants to lose.
    @Test func aRunIsNotReplaced() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            try FileManager.default.copyItem(at: bench.checkpoint, to: directory.appending(path: "run"))
            try FileManager.default.createDirectory(
                at: directory.appending(path: "run/checkpoint-2"), withIntermediateDirectories: false)
            FinetuneBench.expectRefusal(
                try Self.convert(bench.checkpoint, directory.appending(path: "run"), "--dtype", "fp32", "--overwrite"),
                ["training run"])
        }
    }

    @Test func aFullDiskLeavesNothing() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "checkpoint")
            let outcome = try Program.run(
                ["model", "convert", bench.checkpoint.path, "--output", output.path, "--dtype", "fp32"], fileBlocks: 500
            )
            FinetuneBench.expectRefusal(outcome, ["cannot write", output.lastPathComponent, "File too large", "bytes"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
        }
    }

    @Test func wrongDirectories() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "out").path
            let whole = bench.checkpoint.path
            for (arguments, says) in [
                ([], ["--merge-lora"]), ([whole], ["--dtype"]), ([whole, "--merge-lora", whole], ["--merge-lora"]),
                ([whole, "--dtype", "int4"], ["int4"]), (["/no/such/model", "--dtype", "fp32"], ["/no/such/model"]),
                (["--merge-lora", whole], ["has no adapter", "adapter_config.json", whole]),
                (["--merge-lora", "/no/such/adapter"], ["/no/such/adapter"]),
                ([whole, "--dtype", "fp32", "--base-model-path", whole], ["--base-model-path"]),
            ] as [([String], [String])] {
                FinetuneBench.expectRefusal(
                    try Program.run(["model", "convert", "--output", output] + arguments), says)
            }
            #expect(!FileManager.default.fileExists(atPath: output))
        }
    }

    /// A matrix of another shape than its layer's.
    @Test func anAdapterOfAnotherModel() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let adapter = directory.appending(path: "adapter")
            try FileManager.default.createDirectory(at: adapter, withIntermediateDirectories: false)
            try Data(#"{"r": 2, "lora_alpha": 4, "base_model_name_or_path": "\#(bench.checkpoint.path)"}"#.utf8)
                .write(to: adapter.appending(path: "adapter_config.json"))
            let path = "base_model.model.action_head.model.transformer_blocks.0.attn1.to_q"
            let entries = [
                try TensorEntry(name: "\(path).lora_A.weight", type: .f32, shape: [2, 1536]),
                try TensorEntry(name: "\(path).lora_B.weight", type: .f32, shape: [1536, 2]),
            ]
            try ModelWeightsWriter.write(entries, to: adapter, stem: "adapter_model") { entry, append in
                try [UInt8](repeating: 0, count: entry.byteCount).withUnsafeBytes(append)
            }
            let output = directory.appending(path: "out")
            FinetuneBench.expectRefusal(
                try Program.run("model", "convert", "--merge-lora", adapter.path, "--output", output.path),
                ["\(path).lora_A.weight", "[2, 1536]", "[2, 128]", "merged into"])
            #expect(!FileManager.default.fileExists(atPath: output.path))
        }
    }
}
