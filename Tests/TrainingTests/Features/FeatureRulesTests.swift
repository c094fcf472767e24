import Dataset
import Foundation
import Model
import NeuralNetwork
import Policy
import TestSupport
import Testing
import Torch
import Training
import Transforms

/// What the cache stands on, and where it is refused.
@Suite(.serialized, .trains) struct FeatureRulesTests {
    private let bench = Result { try FeatureBench.shared.get() }

    /// A prompt's features are the same with padding before it, and what the head makes of them is too. As the reference has it,
    /// with the padding in sight, the actions are others.
    @Test func paddingChangesNothing() throws {
        let bench = try bench.get()
        let setup = try bench.setup(bench.arguments(bench.dataset, cache: bench.dataset), isDry: true)
        let preparation = try SamplePreparation(setup.mixture, pipelines: [.newEmbodiment: setup.pipeline])
        let inputs = try (0..<3).map { episode in
            try preparation(
                SampleID(position: 0, epoch: 0, dataset: 0, episode: episode, row: 2, seed: 0), mode: .evaluation)
        }
        let lengths = inputs.map(\.tokens.count)
        let longest = try #require(lengths.max())
        try #require(Set(lengths).count == 3)
        func differences(_ padding: PromptPadding) throws -> (features: [Double], actions: [Double]) {
            let model = try GR00TModel(loading: bench.checkpoint, precision: .float32, padding: padding)
            let head = model.config.actionHead
            func run(_ samples: [ModelInput]) throws -> (features: Tensor, actions: Tensor) {
                let batch = ModelBatch(samples, padding: setup.pipeline.processor)
                let noise = Tensor.normal([1, head.actionHorizon, head.actionDim], seed: 3)
                return try withNoGrad {
                    (
                        try model.features(batch.input),
                        try model.sample(
                            model.encode(batch.input), state: batch.state, embodiments: batch.embodiments,
                            noise: noise.repeatedRows(samples.count))
                    )
                }
            }
            let together = try run(inputs)
            let alone = try inputs.map { try run([$0]) }
            let features = lengths.indices.map { index in
                let own = together.features.narrow(dim: 0, start: index, length: 1)
                    .narrow(dim: 1, start: longest - lengths[index], length: lengths[index])
                return (own - alone[index].features).abs().max().double
            }
            let actions = lengths.indices.map { index in
                let own = together.actions.narrow(dim: 0, start: index, length: 1)
                return (own - alone[index].actions).abs().max().double
            }
            return (features, actions)
        }
        // Values are about 1 after the last norm.
        let (ignored, seen) = (try differences(.ignored), try differences(.zero))
        #expect((ignored.features + ignored.actions + seen.features).allSatisfy { $0 < 2e-5 }, "\(ignored) \(seen)")
        #expect((seen.actions.max() ?? 0) > 1e-3, "\(seen.actions)")
    }

    @Test(arguments: [0, 1, 3]) func samplesHavePlacesOfTheirOwn(variants: Int) throws {
        let bench = try bench.get()
        let held: Set<EpisodeID> = [EpisodeID(dataset: 0, episode: 1)]
        let component = LeRobotMixtureDataset.Component(
            try ToyData.dataset(bench.dataset), embodimentTag: .newEmbodiment)
        let mixture = try LeRobotMixtureDataset([component, component], heldOut: held)
        let slots = FeatureSlots(mixture, variants: variants, seed: 42)
        #expect(slots.count == 30 * max(1, variants) && slots.trainedCount == 24 * max(1, variants))
        let stream = try SampleStream(mixture)
        var found: [Int: (step: [Int], mode: TransformMode)] = [:]
        for position in 0..<2000 {
            let id = stream.sample(at: position)
            let (slot, step) = (slots.slot(of: id), [id.dataset, id.episode, id.row, slots.variant(of: id)])
            #expect(slots.trained.contains { $0.contains(slot) })
            if let known = found[slot] { #expect(known.step == step && known.mode == slots.mode(of: id)) }
            found[slot] = (step, slots.mode(of: id))
        }
        #expect(found.count == slots.trainedCount)
        let seeds = found.values.compactMap { if case .training(let seed) = $0.mode { seed } else { nil } }
        #expect(Set(seeds).count == (variants == 0 ? 0 : found.count))
        let other = FeatureSlots(mixture, variants: variants, seed: 43)
        #expect((other.mode(of: stream.sample(at: 0)) == slots.mode(of: stream.sample(at: 0))) == (variants == 0))
    }

    @Test func droppedInstructionsNeedVariants() throws {
        let bench = try bench.get()
        var config = FeatureBench.config
        config.languageDropoutProb = 0.5
        func setup(_ variants: Int) throws -> RunSetup {
            try bench.setup(
                bench.arguments(bench.dataset, cache: bench.dataset, variants: variants), config: config, isDry: true)
        }
        _ = try setup(2)
        let error = #expect(throws: TrainingError.self) { _ = try setup(0) }
        #expect("\(try #require(error))".contains("language_dropout_prob"))
    }

    @Test func whatIsTrainedIsNotKept() throws {
        let bench = try bench.get()
        var arguments = bench.arguments(bench.dataset, cache: bench.dataset)
        arguments.tune.visual = true
        #expect(throws: TrainingError.self) { _ = try bench.setup(arguments, isDry: true) }
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "copy")
            try FileManager.default.copyItem(at: bench.checkpoint, to: copy)
            let file = copy.appending(path: "config.json")
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacingOccurrences(of: "\"project_to_dim\" : null", with: "\"project_to_dim\" : 128")
            try Data(text.utf8).write(to: file)
            arguments.tune.visual = false
            let error = #expect(throws: TrainingError.self) {
                _ = try bench.setup(arguments, checkpoint: copy, isDry: true)
            }
            #expect("\(try #require(error))".contains("project_to_dim is 128"))
        }
    }

    @Test func aDiskThatIsTooSmallIsNamed() throws {
        func space(free: Int?, visited: Int = 1000) -> FeatureSpace {
            FeatureSpace(
                directory: URL(filePath: "/some/where"), samples: 2000, bytes: 4 << 30, free: free, visited: visited,
                leastBytes: 1 << 20)
        }
        try space(free: nil).check(stored: 0)
        try space(free: 1 << 30).check(stored: 0)
        try space(free: 500 << 20).check(stored: 500)
        try space(free: 0).check(stored: 1000)
        let error = #expect(throws: TrainingError.self) { try space(free: 500 << 20).check(stored: 400) }
        let text = "\(try #require(error))"
        for word in ["/some/where", "600.0 MiB", "500.0 MiB", "--feature-cache-dir"] {
            #expect(text.contains(word), "\(text)")
        }
        #expect(throws: TrainingError.self) { try space(free: 1 << 40, visited: .max).check(stored: 0) }
    }

    /// The training ends well, and says once that nothing was stored.
    @Test func aFullDiskDoesNotEndTheTraining() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let setup = try bench.setup(bench.arguments(directory.appending(path: "run"), cache: cache))
            let key = cache.appending(path: try setup.featureDirectoryName())
            try FileManager.default.createDirectory(at: key, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: key.appending(path: "features.bin").path, withDestinationPath: "/dev/full")
            let outcome = try await FeatureBench.run(setup)
            #expect(outcome.losses.count == 8 && outcome.features.computed == 32 && outcome.features.stored == 0)
            #expect(outcome.notes.count { $0.contains("No space left on device") } == 1, "\(outcome.notes)")
        }
    }
}
