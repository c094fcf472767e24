import Dataset
import Foundation
import Model
import NeuralNetwork
import Simulation
import Threads
import Tokenization
import Torch

/// What a step of the teaching came to.
package struct GroundingProgress: Sendable {
    package let step: Int
    package let steps: Int
    package let loss: Double
    /// At the end of each twentieth of the way.
    package let score: GroundingScore?
}

/// Teaches the backbone of a new model to see and read the simulation, and writes the checkpoint: the backbone is then frozen, and
/// its action head, still random, is what fine-tuning trains.
///
/// It has a thread of its own.
package actor GroundingTrainer {
    private let thread = JobThread(name: "gr00t grounding")
    private let options: GroundingOptions
    private let config: GR00TConfig
    private let eagle: EagleConfig
    private let tokenizer: URL

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameter tokenizer: directory of the tokenizer that the checkpoint gets.
    /// - Throws: ``GroundingError/badOption(name:value:allowed:)``.
    package init(_ options: GroundingOptions, config: GR00TConfig, eagle: EagleConfig, tokenizer: URL) throws {
        try options.check()
        self.options = options
        self.config = config
        self.eagle = eagle
        self.tokenizer = tokenizer
    }

    /// Trains to the end, on these processors (any where empty), and gives the score of the held-out moments; `write` gets a way to write the trained model's weights.
    ///
    /// - Throws: `ModelError`, `TokenizationError`, ``GroundingError``, `TorchError`, `CancellationError`, and what `write` throws.
    package func train(
        on bank: MomentBank, processors: [Int], progress: @escaping @Sendable (GroundingProgress) -> Void,
        write: (_ weights: GroundedWeights) throws -> Void
    ) throws -> GroundingScore {
        if !processors.isEmpty { Machine.pinThreads(to: processors) }
        let processor = try EagleProcessor(
            tokenizer: ByteLevelBPETokenizer(directory: tokenizer), tokensPerTile: eagle.tokensPerTile)
        guard processor.imageTokenID == eagle.imageTokenIndex else {
            throw GroundingError.otherTokenizer(
                path: tokenizer.path, imageToken: processor.imageTokenID, model: eagle.imageTokenIndex)
        }
        let reader = try PromptReader(processor)
        let grounding = try catchingTorchErrors {
            try GroundingModel(config, eagle, seed: UInt64(bitPattern: Int64(options.seed)))
        }
        let exam = batches(of: bank.heldOut, reader, side: grounding.side)
        let (sight, words) = grounding.parameters
        let (sightOptimizer, wordOptimizer) = (optimizer(sight), optimizer(words))
        let steps = options.sightSteps + options.wordSteps
        let first = CosineSchedule(peak: options.learningRate, maxSteps: options.sightSteps, warmupRatio: 0.05)
        let second = CosineSchedule(peak: options.learningRate, maxSteps: options.wordSteps, warmupRatio: 0.02)
        var random = PCG64(seed: DrawSeed.value(options.seed, 0, 0))
        for step in 0..<steps {
            try Task.checkCancellation()
            let learnsWords = step >= options.sightSteps
            let moments = (0..<options.batchSize).map { _ in bank.training[random.below(bank.training.count)] }
            let rate =
                learnsWords
                ? second.learningRate(after: step - options.sightSteps) : first.learningRate(after: step)
            let loss = try catchingTorchErrors {
                let loss =
                    learnsWords
                    ? grounding.loss(batch(moments, reader, grounding.side, &random), reader).total
                    : grounding.loss(SightBatch(moments, side: grounding.side)).total
                loss.backward()
                update(sightOptimizer, rate * (learnsWords ? options.sightRate : 1))
                if learnsWords { update(wordOptimizer, rate) } else { wordOptimizer.zeroGradients() }
                return loss.double
            }
            guard loss.isFinite else { throw GroundingError.diverged(step: step) }
            let isDue = (step + 1) % max(steps / 20, 1) == 0 && learnsWords
            progress(
                GroundingProgress(
                    step: step + 1, steps: steps, loss: loss,
                    score: try isDue ? score(grounding, reader, exam) : nil))
        }
        let score = try score(grounding, reader, exam)
        try write(GroundedWeights(grounding.model.parameters, seed: UInt64(bitPattern: Int64(options.seed))))
        return score
    }

    private func optimizer(_ parameters: [String: Tensor]) -> AdamW {
        AdamW(
            parameters.sorted { $0.key < $1.key }.map { key, tensor in
                (key: key, tensor: tensor, master: nil, decays: WeightDecayRule.decays(key: key))
            }, options: AdamWOptions(beta1: 0.9, beta2: 0.98, weightDecay: options.weightDecay))
    }

    /// With the gradients' norm cut at 1.
    private func update(_ optimizer: AdamW, _ rate: Double) {
        optimizer.step(learningRate: rate, gradientScale: min(1, 1 / (optimizer.gradientNorm() + 1e-6)))
    }

    /// Texts about each of the moments, drawn.
    private func batch(
        _ moments: [SeenMoment], _ reader: PromptReader, _ side: Int, _ random: inout PCG64
    ) -> GroundingBatch {
        GroundingBatch(
            moments.map { moment in
                let samples = (0..<options.textsPerMoment).map { _ in
                    GroundingSample(moment, PromptDraw.prompt(for: moment, &random), reader, &random)
                }
                return (moment, samples)
            }, side: side, reader)
    }

    /// The same texts every time.
    private func batches(of moments: [SeenMoment], _ reader: PromptReader, side: Int) -> [GroundingBatch] {
        var random = PCG64(seed: DrawSeed.value(options.seed, 1, 0))
        return stride(from: 0, to: moments.count, by: options.batchSize).map {
            batch(Array(moments[$0..<min($0 + options.batchSize, moments.count)]), reader, side, &random)
        }
    }

    private func score(
        _ grounding: GroundingModel, _ reader: PromptReader, _ exam: [GroundingBatch]
    ) throws -> GroundingScore {
        var sheet = ScoreSheet()
        try catchingTorchErrors { for batch in exam { grounding.score(batch, reader, on: &sheet) } }
        return sheet.score
    }
}
