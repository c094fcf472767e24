import ArgumentParser
import Checkpoint
import Foundation
import Grounding
import Model
import Simulation
import Tokenization
import Torch

struct SimPretrain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pretrain", abstract: "Teach a small backbone to see and read the simulation.",
        discussion: """
            GR00T N1.5 keeps its vision-language model frozen: it must see and read before any action is learnt. NVIDIA's was \
            taught on pictures and texts of the world; this one, of a few million parameters, on pictures of made-up moments of \
            the simulation, instructions, and questions with answers. First the vision tower learns which thing is in which cell \
            of the picture; then the words learn to look there, and to say where. Auxiliary heads that ask for all this are \
            dropped at the end. What is written is a checkpoint of the preset nano-96 whose action head is still random.

            gr00t sim pretrain --output out/backbone
            gr00t finetune --base-model-path out/backbone --data-config so101_sim --help
            """)

    @Option(help: "Directory of the checkpoint; made if it is not there.") var output: String
    @Option(help: "Moments to take pictures of.") var moments = GroundingOptions().moments
    @Option(help: "Optimiser steps in which only the vision tower learns.") var sightSteps = GroundingOptions()
        .sightSteps
    @Option(help: "Optimiser steps after them, in which words are learnt too.") var wordSteps = GroundingOptions()
        .wordSteps
    @Option(help: "Moments in a step.") var batchSize = GroundingOptions().batchSize
    @Option(help: "The highest learning rate.") var learningRate = GroundingOptions().learningRate
    @Option(help: "The same seed gives the same pictures, texts and initial weights.") var seed = 0
    @Option(help: "Threads; as many as there are processors where absent.") var threads: Int?
    @Flag(help: "Replace a checkpoint that is there.") var overwrite = false

    func validate() throws {
        guard (1...256).contains(threads ?? 1) else {
            throw ValidationError("--threads is \(threads ?? 1): give 1 to 256.")
        }
    }

    func run() async throws {
        var options = GroundingOptions()
        (options.moments, options.sightSteps, options.wordSteps) = (moments, sightSteps, wordSteps)
        (options.batchSize, options.learningRate, options.seed) = (batchSize, learningRate, seed)
        let staged = try StagedCheckpoint(at: URL(filePath: output), overwrite: overwrite)
        let job = SimPretrainJob(options, threads: threads, to: staged.directory)
        let work = Task { try await job.run() }
        let ending = Ending { work.cancel() }
        defer { withExtendedLifetime(ending) {} }
        do {
            let score = try await work.value
            try staged.commit()
            print(SimPretrainJob.summary(score, output: output))
        } catch {
            staged.discard()
            guard error is CancellationError else { throw error }
            Terminal.note("stopped; nothing was written")
            throw ExitCode(130)
        }
    }
}
