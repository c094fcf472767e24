import ArgumentParser
import Foundation
import Model
import NeuralNetwork

extension Precision: ExpressibleByArgument {}

struct ModelVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compare this program with another implementation, stage by stage.",
        discussion: """
            IO.safetensors holds the inputs of a batch as in.* (input_ids, attention_mask, pixel_u8, state, embodiment_id,
            noise; for the loss also action, action_mask, t) and what the other implementation made of them as
            GROUP.STAGE: group b1 is the first row alone, b2_fa2 two rows padded as flash-attention does, b2_sdpa as SDPA.
            Every stage in the file is compared. Exit code 1 when an error is above the tolerance.
            """)

    @Argument(help: "Directory of the checkpoint, or the name of one that was downloaded.") var checkpoint: String
    @Argument(help: "What was recorded.") var recording: String
    @Option(help: "Largest absolute error of a stage.") var tolerance = 1e-4
    @Option(help: "Largest relative error of the loss and of gradients.") var trainingTolerance = 1e-3
    @Option(help: "float32, bfloat16, packed or int8.") var precision = Precision.float32
    @Option(
        help: "Denoising steps of the recording; taken from its decoder.stepN, else from the checkpoint, where absent.")
    var denoisingSteps: Int?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard denoisingSteps.map({ (1...1000).contains($0) }) ?? true else {
            throw ValidationError("--denoising-steps must be 1 to 1000.")
        }
    }

    func run() throws {
        Runtime.start()
        let verification = try ModelVerification(
            checkpoint: CheckpointLocation.locate(checkpoint), recording: URL(filePath: recording),
            precision: precision,
            steps: denoisingSteps)
        let failures = verification.failures(tolerance: tolerance, trainingTolerance: trainingTolerance)
        if json {
            try JSONOutput.print(verification.rows)
        } else {
            print(table(verification))
            let worst = verification.rows.filter { !$0.isTraining }.map(\.maximumError).max() ?? 0
            print("\n\(verification.rows.count) stages, largest absolute error \(String(format: "%.2e", worst))")
        }
        guard failures.isEmpty else {
            let names = failures.prefix(5).map { "\($0.group).\($0.stage)" }.joined(separator: ", ")
            throw WorkFailed(
                "\(failures.count) of \(verification.rows.count) stages are above the tolerance "
                    + "(\(tolerance), training \(trainingTolerance)): \(names)\(failures.count > 5 ? ", …" : "")")
        }
    }

    private func table(_ verification: ModelVerification) -> String {
        var table = Table([
            ("group", .left), ("stage", .left), ("shape", .left), ("max abs error", .right),
            ("relative error", .right), ("cosine", .right),
        ])
        for row in verification.rows {
            let numbers =
                row.problem.map { [$0, "", ""] } ?? [
                    String(format: "%.2e", row.maximumError), String(format: "%.2e", row.relativeError),
                    String(format: "%.6f", row.cosine),
                ]
            table.add([row.group, row.stage, Format.shape(row.shape)] + numbers)
        }
        return table.text
    }
}
