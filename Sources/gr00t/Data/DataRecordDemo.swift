import ArgumentParser
import Dataset
import Foundation

struct DataRecordDemo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record-demo", abstract: "Record a small dataset in a simulated scene, for trying everything out.",
        discussion: """
            An arm with the joints of an SO-100 reaches for the disc that the instruction names; a camera looks on. The \
            dataset goes with --data-config so100 --embodiment-tag new_embodiment. Run again, it adds what is missing.
            """)

    @Argument(help: "Directory of the dataset; made if it is not there.") var dataset: String
    @Option(help: "Demonstrations.") var episodes = 3
    @Option(help: "Steps of each, at 30 per second.") var steps = 60
    @Option(help: "Of the scenes: the same seed gives the same dataset.") var seed: UInt64 = 7

    func validate() throws {
        guard (1...100_000).contains(episodes) else {
            throw ValidationError("--episodes is \(episodes): give 1 to 100000.")
        }
        guard (1...100_000).contains(steps) else { throw ValidationError("--steps is \(steps): give 1 to 100000.") }
    }

    func run() throws {
        let recorded = try ReachDemonstration.record(
            to: URL(filePath: dataset), episodes: episodes, steps: steps, seed: seed)
        print("\(dataset): \(max(episodes, recorded)) episodes, \(recorded) of them recorded now")
        print("use it with: --dataset-path \(dataset) --data-config so100 --embodiment-tag new_embodiment")
    }
}
