import ArgumentParser
import Embodiment
import Foundation
import NeuralNetwork

/// How the policies that are named are loaded or reached.
struct SimPolicyOptions: ParsableArguments {
    @Option(help: "Name of a built-in data config, or a JSON or YAML file; of a checkpoint.")
    var dataConfig = "so101_sim"
    @Option(help: "Of a checkpoint: \(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).")
    var embodimentTag = "new_embodiment"
    @Option(help: "Euler steps from noise to actions; the checkpoint's own number (usually 4) where absent.")
    var denoisingSteps: Int?
    @Option(help: "Of a checkpoint: float32, bfloat16, packed or int8.") var precision = Precision.packed
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?
    @Option(help: "Threads of the model; all processors where absent.") var threads: Int?
    @Option(help: "A server's token; else the environment variable GR00T_API_TOKEN, where other users can't read it.")
    var apiToken: String?
    @Option(help: "Seconds to wait for a server's answer.") var timeout = 15.0
    @Option(help: "Horizon and action width of a server's checkpoint, such as 16x32: so much noise is sent along.")
    var noiseShape: String?

    func validate() throws {
        if let denoisingSteps, !(1...1000).contains(denoisingSteps) {
            throw ValidationError("--denoising-steps is \(denoisingSteps): give 1 to 1000.")
        }
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads): give 1 or more.") }
        guard (0.001...86_400).contains(timeout) else {
            throw ValidationError("--timeout is \(timeout): give 0.001 to 86400.")
        }
        if let noiseShape { _ = try Sides(noiseShape, named: "--noise-shape") }
    }

    /// The command line is in the list of processes; the environment is not.
    var token: String? {
        apiToken ?? ProcessInfo.processInfo.environment["GR00T_API_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
