import Checkpoint
import Foundation
import TestSupport
import Testing

/// `gr00t model create --backbone`: a new action head on a backbone that is there, with or without what N1.5 added to N1's.
@Suite(.startsPrograms) struct ModelBackboneTests {
    private static func create(_ output: URL, _ more: [String]) throws -> Program.Outcome {
        try Program.run(["model", "create", "--output", output.path] + more)
    }

    /// The backbone keeps its values and its type bit for bit, whatever the head is drawn in.
    @Test func theBackboneIsTakenAsItIs() throws {
        try withTemporaryDirectory { directory in
            let (source, made) = (directory.appending(path: "source"), directory.appending(path: "made"))
            #expect(try Self.create(source, ["--preset", "nano-96", "--dtype", "fp16", "--seed", "1"]).code == 0)
            let outcome = try Self.create(made, ["--backbone", source.path, "--dtype", "fp32", "--seed", "2"])
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(
                outcome.output.contains(
                    "\(made.path): the backbone of \(source.path), and an action head of random weights, untrained"))
            let (old, new) = (try ModelWeights(source), try ModelWeights(made))
            #expect(Set(old.entries.keys) == Set(new.entries.keys))
            func bytes(_ weights: ModelWeights, _ key: String) throws -> Data {
                try weights.withBytes(of: key) { Data($0) }
            }
            for (key, entry) in new.entries {
                let isBackbone = key.hasPrefix("backbone.")
                #expect(entry.type == (isBackbone ? .f16 : .f32), "\(key)")
                if isBackbone { #expect(try bytes(old, key) == bytes(new, key), "\(key)") }
            }
            let names = try [source, made].map { try FileManager.default.contentsOfDirectory(atPath: $0.path).sorted() }
            #expect(names[0] == names[1] && names[1].contains("vocab.json") && names[1].contains("eagle_config.json"))
        }
    }

    /// N1's head on N1.5's backbone: made, looked at, trained with its vision tower, asked for actions.
    @Test func aHeadWithoutAdapterLearnsAndActs() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let base = directory.appending(path: "base")
            let outcome = try Self.create(
                base, ["--backbone", bench.bench.checkpoint.path, "--no-adapter", "--future-tokens", "0"])
            #expect(outcome.code == 0, "\(outcome.errors)")
            let added = ["vlln", "vl_self_attention", "future_tokens"].map { "action_head.\($0)." }
            let keys = try ModelWeights(base).entries.keys
            #expect(!keys.contains { key in added.contains { key.hasPrefix($0) } })
            let tree = try Program.run("model", "inspect", base.path, "--trace")
            #expect(tree.code == 0 && !tree.output.contains("vlln"), "\(tree.errors)")

            FinetuneBench.expectRefusal(
                try bench.run(["--base-model-path": base.path], "--flare"),
                ["--flare", "no future tokens", "--future-tokens"])
            try bench.succeed(["--base-model-path": base.path, "--max-steps": "2"], "--tune-visual")
            let config = try String(contentsOf: bench.output.appending(path: "config.json"), encoding: .utf8)
            #expect(config.contains("\"use_vlln\" : false") && config.contains("\"num_target_vision_tokens\" : 0"))
            #expect(!config.contains("vl_self_attention_cfg"))
            let acted = try bench.bench.evaluate(["--model-path": bench.output.path])
            #expect(acted.code == 0, "\(acted.errors)")
        }
    }

    @Test(arguments: [
        ([], "Give --preset, or --backbone"),
        (["--preset", "nano", "--backbone", "x"], "Give --preset, or --backbone"),
        (["--backbone", "/no/such/checkpoint"], "/no/such/checkpoint"),
        (["--preset", "nano", "--future-tokens=-1"], "--future-tokens is -1: give 0 to 1024"),
        (["--preset", "nano", "--future-tokens", "1025"], "--future-tokens is 1025"),
        (["--preset", "nano-n1", "--no-adapter"], "--no-adapter: GR00T N1 has neither"),
        (["--preset", "nano-n1", "--future-tokens", "8"], "--future-tokens: GR00T N1 has neither"),
    ]) func isRefused(arguments: [String], says: String) throws {
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "checkpoint")
            let outcome = try Self.create(output, arguments)
            #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
            #expect(outcome.errors.contains(says), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: output.path))
        }
    }

    /// Weights that are not those of their configuration are named before anything is written.
    @Test func aCheckpointThatIsNotWholeIsRefused() throws {
        try withTemporaryDirectory { directory in
            let (source, made) = (directory.appending(path: "source"), directory.appending(path: "made"))
            #expect(try Self.create(source, ["--preset", "nano"]).code == 0)
            let file = source.appending(path: "config.json")
            let config = try String(contentsOf: file, encoding: .utf8)
            try config.replacing("\"select_layer\" : 3", with: "\"select_layer\" : 2").write(
                to: file, atomically: true, encoding: .utf8)
            let outcome = try Self.create(made, ["--backbone", source.path])
            #expect(outcome.code == 2 && outcome.errors.contains("language_model.model.layers.2."), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: made.path))
        }
    }
}
