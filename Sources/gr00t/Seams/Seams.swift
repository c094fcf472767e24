import ArgumentParser
import Control
import Dataset
import Embodiment
import Foundation
import NeuralNetwork
import Policy
import Transforms

struct Seams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seams", abstract: "How smoothly one chunk follows another, with and without real-time chunking.",
        discussion: """
            A robot that goes on moving while the next chunk is made gets it late, and the new chunk goes on from another place \
            than the old one was going to: a jump. Here that is played over recorded observations. Every S steps a new chunk is \
            asked for; it is there D steps later and takes the place of the old one.

            gr00t seams --model-path out/run --dataset-path DATASET --data-config so100 --embodiment-tag new_embodiment --plot seams.png
            """)

    @Option(help: "Directory of a checkpoint, or the name of one that was downloaded.") var modelPath: String
    @Option(help: "Directory of a LeRobot dataset.") var datasetPath: String
    @Option(help: "Name of a built-in data config, or a JSON or YAML file.") var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "\(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).") var embodimentTag = "gr1"
    @Option(parsing: .upToNextOption, help: "Trajectories.") var trajIds = [0]
    @Option(help: "Steps of each trajectory.") var steps = 200
    @Option(help: "S: steps from one request to the next.") var executed = 8
    @Option(help: "Milliseconds from a request to its chunk; D follows from it.") var delay = 100.0
    @Option(help: "Steps that the robot makes in a second; the dataset's own rate where absent.") var controlHz: Double?
    @Option(help: "Euler steps from noise to actions; the checkpoint's own number (usually 4) where absent.")
    var denoisingSteps: Int?
    @Option(parsing: .upToNextOption, help: "Largest weights of the guidance that are tried.")
    var maxGuidanceWeights = [5.0]
    @Option(help: "float32, bfloat16, packed or int8.") var precision = Precision.packed
    @Option(help: "Of the noise; every way of chunking gets the same.") var seed: UInt64 = 0
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?
    @Option(help: "Threads; all processors where absent.") var threads: Int?
    @Option(help: "Draw the joint that jumps most, to this .png or .svg file.") var plot: String?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for (name, value) in [("--steps", steps), ("--executed", executed)] where !(1...1_000_000).contains(value) {
            throw ValidationError("\(name) is \(value): give 1 or more.")
        }
        guard (0...100_000).contains(delay) else {
            throw ValidationError("--delay is \(delay): give 0 to 100000 milliseconds.")
        }
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads): give 1 or more.") }
    }

    func run() async throws {
        let report = try await SeamsJob(self).run()
        if let plot { try SeamsFigure(report).figure.save(URL(filePath: plot)) }
        if json { try JSONOutput.print(report) } else { print(report.text) }
        if let plot { Terminal.note(plot) }
    }
}
