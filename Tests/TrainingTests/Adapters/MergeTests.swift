import Checkpoint
import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing
import Torch
import Training

/// An adapter beside its base in training, merged while it is loaded, and merged into a checkpoint: one and the same model.
@Suite struct MergeTests {
    @Test(arguments: [false, true]) func threeWaysActAlike(_ isFull: Bool) async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            let lora = LoRAConfig(rank: 4, isFullModel: isFull)
            (arguments.lora, arguments.computeDtype, arguments.learningRate) = (lora, .float32, 1e-2)
            arguments.maxSteps = 3
            _ = try await nano.train(arguments)

            let adapter = try AdapterConfigFile(directory: output)
            #expect(adapter.baseModelNameOrPath == nano.checkpoint.path)
            #expect((adapter.rank, adapter.alpha, adapter.dropout) == (4, 16, 0.1))
            #expect(adapter.targetModules.count == (isFull ? 36 : 18))
            let entries = try ModelWeights(output, stem: AdapterConfigFile.stem).entries
            #expect(
                Set(entries.keys)
                    == Set(
                        adapter.targetModules.flatMap { path in
                            ["lora_A", "lora_B"].map { "base_model.model.\(path).\($0).weight" }
                        }))

            let merged = directory.appending(path: "merged")
            try FileManager.default.createDirectory(at: merged, withIntermediateDirectories: false)
            try CheckpointConversion(ModelCheckpoint(output), dtype: .float32).write(to: merged)

            let unmerged = try AdaptedModel(lora, base: nano.checkpoint, adapter: output)
            let actions = try AdaptedModel.actions(unmerged.model)
            let direct = try AdaptedModel.actions(GR00TModel(loading: output, precision: .float32))
            let whole = try AdaptedModel.actions(GR00TModel(loading: merged, precision: .float32))
            let base = try AdaptedModel.actions(GR00TModel(loading: nano.checkpoint, precision: .float32))
            let (left, right) = (try ModelCheckpoint(output).weights(), try ModelCheckpoint(merged).weights())
            for key in left.entries.keys {
                #expect(try left.tensor(key).to(.float32).floats == right.tensor(key).floats, "\(key)")
            }
            // The same weights; where they lie in memory decides which of its kernels libtorch takes.
            #expect(Self.distance(direct, whole) < 2e-6)
            // W x + B A x and (W + B A) x round differently in float32: a few 1e-6 after four denoising steps.
            #expect(Self.distance(actions, direct) < 2e-5)
            #expect(Self.distance(base, direct) > 1e-3)
        }
    }

    private static func distance(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).map { abs($0 - $1) }.max() ?? .infinity
    }

    /// Files that don't belong together: one error that names every matrix.
    @Test func wrongShapesAreOneError() throws {
        let base = try TensorSource(ModelWeights(NanoRun.shared.get().checkpoint))
        let path = "base_model.model.action_head.model.transformer_blocks.0.attn1"
        func source(_ tensors: [String: Tensor]) -> TensorSource {
            TensorSource(
                name: "memory", entries: tensors.mapValues { .init(shape: $0.shape, dtype: $0.dtype) },
                tensor: { tensors[$0] ?? .zeros([1]) })
        }
        let problems = #expect(throws: CheckpointProblems.self) {
            _ = try base.merging(
                source([
                    "\(path).to_q.lora_A.weight": .zeros([4, 128]), "\(path).to_q.lora_B.weight": .zeros([128, 3]),
                    "\(path).to_k.lora_A.weight": .zeros([4, 128]),
                    "\(path).to_v.lora_B.weight": .zeros([128, 4]),
                    "\(path).to_x.lora_A.weight": .zeros([4, 128]), "\(path).to_q.lora_C.weight": .zeros([1]),
                ]), scale: 4)
        }
        let found = try #require(problems)
        #expect(found.misshapen.count == 1 && found.misshapen[0].hasPrefix("\(path).to_q.lora_B.weight"))
        #expect(found.missing == ["\(path).to_k.lora_B.weight", "\(path).to_v.lora_A.weight"])
        #expect(found.unused == ["\(path).to_q.lora_C.weight", "\(path).to_x.lora_A.weight"])
        #expect("\(found)".contains("merged into"))
    }

    /// What PEFT writes and this program can't compute is refused by the name of its key; what it leaves out has its default.
    @Test(arguments: [
        (#"{"r": 4, "lora_alpha": 16, "use_dora": true}"#, "use_dora"),
        (#"{"r": 4, "peft_type": "IA3"}"#, "peft_type"), (#"{"r": 0}"#, "'r' is 0"),
        (#"{"r": 4, "bias": "all"}"#, "bias"), (#"{"r": 4, "rank_pattern": {"to_q": 8}}"#, "rank_pattern"),
        (#"{"r": 4, "modules_to_save": ["action_decoder"]}"#, "modules_to_save"),
        (#"{"lora_alpha": 16}"#, "'r' is missing"),
        (#"{"r": "four"}"#, "'r' should be"), ("{", "not valid JSON"),
    ]) func adaptersOfOtherKinds(text: String, says: String) throws {
        try withTemporaryDirectory { directory in
            let none = #expect(throws: AdapterError.self) { _ = try AdapterConfigFile(directory: directory) }
            #expect(none == .noAdapter(directory: directory.path))
            try Data(text.utf8).write(to: directory.appending(path: AdapterConfigFile.name))
            let error = #expect(throws: AdapterError.self) { _ = try AdapterConfigFile(directory: directory) }
            let message = "\(try #require(error))"
            #expect(message.contains(says) && message.contains(AdapterConfigFile.name), "\(message)")
        }
    }

    @Test func peftsOwnFileIsRead() throws {
        try withTemporaryDirectory { directory in
            let text = """
                {"alpha_pattern": {}, "auto_mapping": null, "base_model_name_or_path": null, "bias": "none", "corda_config": null,
                "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": "gaussian", "lora_alpha": 16,
                "lora_dropout": 0.1, "modules_to_save": null, "peft_type": "LORA", "r": 16, "rank_pattern": {},
                "target_modules": "all-linear", "task_type": "CAUSAL_LM", "use_dora": false, "use_rslora": true}
                """
            try Data(text.utf8).write(to: directory.appending(path: AdapterConfigFile.name))
            let file = try AdapterConfigFile(directory: directory)
            #expect(file.baseModelNameOrPath.isEmpty && file.rank == 16 && file.targetModules == ["all-linear"])
            // α / √r
            #expect(file.scale == 4)
        }
    }
}
