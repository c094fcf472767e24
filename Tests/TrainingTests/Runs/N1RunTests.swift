import Checkpoint
import Dataset
import Foundation
import Model
import NeuralNetwork
import Policy
import TestSupport
import Testing
import Tokenization
import Torch
import Training

/// N1 through everything that N1.5 goes through: created, fine-tuned with its own defaults, resumed, asked for actions.
@Suite(.trains) struct N1RunTests {
    private static func checkpoint(_ directory: URL) throws -> URL {
        let checkpoint = directory.appending(path: "nano-n1")
        try FileManager.default.createDirectory(at: checkpoint, withIntermediateDirectories: true)
        try NanoTokenizer.write(to: checkpoint)
        let eagle = ModelPreset.nanoN1.eagle(
            vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
        try RandomCheckpoint.write(ModelPreset.nanoN1.config, eagle, to: checkpoint, dtype: .float32, seed: 1)
        return checkpoint
    }

    @Test func fineTunedResumedAndAsked() async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let base = try Self.checkpoint(directory)
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            arguments.baseModelPath = base.path
            arguments.tune = ModelFamily.n1.tuneDefaults
            arguments.maxSteps = 4
            arguments.computeDtype = .float32
            let begun = try await nano.train(arguments, until: 2)
            let ended = try await nano.train(arguments, resumes: true)
            let losses = begun.losses + ended.losses
            #expect(begun.losses.count == 2 && losses.count == 4 && losses.allSatisfy(\.isFinite))

            let config = try GR00TConfig(output.appending(path: "config.json"))
            #expect(config.family == .n1 && config.backbone.tuneVisual)
            let (old, new) = (try ModelWeights(base), try ModelWeights(output))
            #expect(Set(old.entries.keys) == Set(new.entries.keys))
            func changed(_ key: String) throws -> Bool {
                try (TensorSource(old).tensor(key) - TensorSource(new).tensor(key)).abs().max().double > 0
            }
            let vision = "backbone.model.vision_model.vision_model.encoder.layers.0.mlp.fc1.weight"
            for key in [vision, "backbone.model.mlp1.1.weight", "backbone.linear.weight"] {
                #expect(try changed(key), "\(key)")
            }
            #expect(try changed("backbone.model.language_model.model.layers.0.mlp.up_proj.weight") == false)

            let policy = try nano.policy(output)
            let dataset = try LeRobotDataset(nano.dataset, modalityConfigs: nano.dataConfig.modality.byName)
            let actions = try policy.getAction(dataset[0].observation)
            #expect(actions.actions.values.allSatisfy { $0.values.allSatisfy(\.isFinite) })
        }
    }

    @Test func theFeatureCacheSaysWhyNot() throws {
        let nano = try NanoRun.shared.get()
        try withTemporaryDirectory { directory in
            var arguments = nano.arguments(directory.appending(path: "run"))
            arguments.baseModelPath = try Self.checkpoint(directory).path
            arguments.cachesBackboneFeatures = true
            let error = #expect(throws: TrainingError.self) { try nano.setup(arguments, isDry: true) }
            #expect("\(try #require(error))".contains("N1's linear"))
        }
    }
}
