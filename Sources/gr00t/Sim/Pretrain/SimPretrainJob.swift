import Foundation
import Grounding
import Model
import Simulation
import Synchronization
import Tokenization
import Torch

/// Takes the pictures, teaches, and writes the checkpoint's files.
struct SimPretrainJob: Sendable {
    private let options: GroundingOptions
    private let processors: [Int]
    private let directory: URL

    init(_ options: GroundingOptions, threads: Int?, to directory: URL) {
        self.options = options
        self.directory = directory
        processors = Runtime.processors(threads: threads)
    }

    func run() async throws -> GroundingScore {
        let preset = ModelPreset.nano96
        let eagle = preset.eagle(vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
        try DeclaredCheckpoint(preset.config, eagle, dtype: { _ in .float32 }).checkSpace(in: directory)
        try NanoTokenizer.write(to: directory)
        let trainer = try GroundingTrainer(options, config: preset.config, eagle: eagle, tokenizer: directory)
        let robot = try SO101Model.load()
        let pictures = Mutex<ProgressBar?>(nil)
        let bank = try await MomentBank(
            training: options.moments, heldOut: options.heldOutMoments, seed: options.seed, robot: robot,
            imageSize: eagle.forceImageSize, workers: processors.count
        ) { done, total in
            pictures.withLock {
                if $0 == nil { $0 = ProgressBar("taking pictures", total: total, unit: "moments") }
                $0?.update(done)
            }
        }
        let learning = Mutex<ProgressBar?>(nil)
        return try await trainer.train(
            on: bank, processors: processors,
            progress: { progress in
                learning.withLock {
                    if $0 == nil { $0 = ProgressBar("learning", total: progress.steps, unit: "steps") }
                    $0?.update(progress.step)
                }
                if let score = progress.score { Terminal.note("step \(progress.step): \(score.text)") }
            },
            write: { weights in
                try weights.write(preset.config, eagle, to: directory, dtype: .float32)
            })
    }

    static func summary(_ score: GroundingScore, output: String) -> String {
        let verdict =
            score.isGoodEnough
            ? "It sees and reads well enough for a policy."
            : """
            That is less than a policy needs (\(GroundingScore.largestPixels) pixels, \
            \(Int(GroundingScore.leastCellAccuracy * 100)) % of the cells): train longer, with --word-steps or --moments.
            """
        return """
            On moments it has not seen, \(score.text).
            \(verdict)
            look at it:     gr00t model inspect \(output)
            let it learn:   gr00t finetune --base-model-path \(output) --data-config so101_sim \
            --embodiment-tag new_embodiment --dataset-path DEMONSTRATIONS --output-dir OUTPUT
            """
    }
}
