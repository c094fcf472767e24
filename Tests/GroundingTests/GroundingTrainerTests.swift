import Checkpoint
import Foundation
import Grounding
import Model
import NeuralNetwork
import Simulation
import Synchronization
import TestSupport
import Testing
import Tokenization
import Torch

@Suite(.serialized, .trains) struct GroundingTrainerTests {
    private static let eagle: EagleConfig = {
        var eagle = ModelPreset.nano96.eagle(
            vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
        (eagle.forceImageSize, eagle.vision.imageSize, eagle.vision.patchSize) = (48, 48, 12)
        return eagle
    }()

    private static func bank(workers: Int) async throws -> MomentBank {
        try await MomentBank(
            training: 24, heldOut: 8, seed: 7, robot: SO101Model.load(), imageSize: 48, workers: workers)
    }

    @Test func picturesFollowFromTheSeed() async throws {
        let (one, two) = (try await Self.bank(workers: 1), try await Self.bank(workers: 2))
        #expect(one.training == two.training && one.heldOut == two.heldOut)
        #expect(one.training.count == 24 && one.heldOut.count == 8)
        #expect(Set(one.training.map(\.front.pixels)).isDisjoint(with: one.heldOut.map(\.front.pixels)))
        let objects = one.training.flatMap(\.objects)
        #expect(objects.contains { $0.name == .bowl } && objects.contains { $0.front != nil })
    }

    @Test func itLearnsAndWritesAModelThatSees() async throws {
        let bank = try await Self.bank(workers: 2)
        try await withTemporaryDirectory { directory in
            try NanoTokenizer.write(to: directory)
            var options = GroundingOptions()
            (options.batchSize, options.sightSteps, options.wordSteps) = (4, 30, 40)
            func train() async throws -> (losses: [Double], score: GroundingScore) {
                let trainer = try GroundingTrainer(
                    options, config: ModelPreset.nano96.config, eagle: Self.eagle, tokenizer: directory)
                let losses = Mutex<[Double]>([])
                let score = try await trainer.train(
                    on: bank, processors: [], progress: { step in losses.withLock { $0.append(step.loss) } },
                    write: { weights in
                        try weights.write(ModelPreset.nano96.config, Self.eagle, to: directory, dtype: .float32)
                    })
                return (losses.withLock { $0 }, score)
            }
            let (losses, score) = try await train()
            func mean(_ range: Range<Int>) -> Double { losses[range].reduce(0, +) / Double(range.count) }
            #expect(losses.count == 70)
            #expect(mean(25..<30) < 0.7 * mean(0..<5) && mean(65..<70) < 0.9 * mean(30..<35))
            #expect(score.cellAccuracy.allSatisfy { (0...1).contains($0) } && score.medianPixels.allSatisfy { $0 < 48 })
            #expect(!score.isGoodEnough, "no one learns that in seconds")
            let model = try GR00TModel(loading: directory, precision: .float32)
            #expect(model.eagle == Self.eagle)
            #expect(try !RandomCheckpoint.wrote(ModelWeights(directory)))
        }
    }

    @Test func badOptionsAreNamed() {
        var options = GroundingOptions()
        options.learningRate = 2
        let error = #expect(throws: GroundingError.self) { try options.check() }
        #expect("\(error.map { "\($0)" } ?? "")".contains("learning rate"))
        options = GroundingOptions()
        options.batchSize = 0
        #expect(throws: GroundingError.self) { try options.check() }
    }
}
