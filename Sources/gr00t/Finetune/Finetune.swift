import ArgumentParser
import Checkpoint
import Distributed
import Embodiment
import Foundation
import Model
import NeuralNetwork
import Training
import Transforms

struct Finetune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finetune", abstract: "Fine-tune a checkpoint on LeRobot datasets.",
        discussion: """
            What happens: samples of the datasets are drawn in a shuffled order and augmented; the backbone, frozen as a \
            rule, makes features of pictures and instruction; the action head predicts which way noise has to go to become \
            the recorded actions (flow matching), and AdamW makes it better at it. Checkpoints appear in \
            OUTPUT-DIR/checkpoint-N, the final model in OUTPUT-DIR; both can be evaluated and served.

            gr00t finetune --dataset-path demos --data-config so100 --output-dir out/run --max-steps 2000 --dry-run
            gr00t finetune --dataset-path demos --data-config so100 --output-dir out/run --max-steps 2000
            gr00t train plot out/run
            gr00t evaluate --model-path out/run --dataset-path demos --data-config so100 --embodiment-tag new_embodiment
            """)

    @OptionGroup(title: "Data") var data: FinetuneData
    @OptionGroup(title: "What is trained") var what: FinetuneWhat
    @OptionGroup(title: "Foresight") var foresight: FinetuneFlare
    @OptionGroup(title: "How it is trained") var how: FinetuneHow
    @OptionGroup(title: "Saving and watching") var watching: FinetuneWatching
    @OptionGroup(title: "Machine") var machine: FinetuneMachine
    @Flag(help: "Print what would be trained, how much memory it takes and how long an epoch is; then end.")
    var dryRun = false
    @Option(
        help: ArgumentHelp(
            "One step on the inputs of a recording (in.* of a safetensors file): prints the loss and the norm of each gradient.",
            valueName: "file"))
    var verifyIO: String?

    func validate() throws {
        guard verifyIO != nil || !data.datasetPath.isEmpty else {
            throw ValidationError("Give --dataset-path, the directory of a LeRobot dataset.")
        }
    }

    func run() async throws {
        if let verifyIO { return try FinetuneVerification(self, URL(filePath: verifyIO)).run() }
        let job = try FinetuneJob(self)
        if dryRun { return print(try FinetuneText.plan(job.setup)) }
        try await job.run()
    }
}
