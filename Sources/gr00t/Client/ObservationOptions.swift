import ArgumentParser
import Dataset
import Embodiment
import Foundation

/// Where the observation of a request is from: a dataset, or drawn at random.
struct ObservationOptions: ParsableArguments {
    @Option(help: "Directory of a LeRobot dataset that the observation is taken from; drawn at random without.")
    var datasetPath: String?
    @Option(help: "Episode of the dataset.") var episode = 0
    @Option(help: "Step of the episode.") var step = 0
    @Option(
        name: .customLong("state"), parsing: .upToNextOption,
        help: "Without a dataset: each joint group with its width, such as left_arm=7 (gr00t serve prints them).")
    var widths: [String] = []
    @Option(help: "Without a dataset: width and height of the pictures.") var image = "256x256"
    @Option(help: "Without a dataset: of pictures and states.") var seed: UInt64 = 0
    @Option(help: "What the robot is told, instead of the dataset's words.") var instruction: String?

    func validate() throws {
        guard datasetPath == nil || widths.isEmpty else {
            throw ValidationError("--state and --dataset-path exclude each other: a dataset has its own states.")
        }
        _ = try Sides(image, named: "--image")
        _ = try stateWidths
        for (name, value) in [("--episode", episode), ("--step", step)] where value < 0 {
            throw ValidationError("\(name) is \(value): give 0 or more.")
        }
    }

    /// - Parameter configs: of the server's policy.
    /// - Throws: ``ObservationSourceError``, `DatasetError`.
    func observation(for configs: [String: ModalityConfig]) throws -> Observation {
        var observation = try datasetPath.map { try recorded($0, configs) } ?? drawn(configs)
        if let instruction {
            for key in configs["language"]?.modalityKeys ?? [] { observation.annotation[key.name] = [instruction] }
        }
        return observation
    }

    private func recorded(_ path: String, _ configs: [String: ModalityConfig]) throws -> Observation {
        // The actions of a step are of no use here, and the last episodes may lack some.
        let dataset = try LeRobotDataset(
            DatasetLocation.directory(path), modalityConfigs: configs.filter { $0.key != "action" })
        return try dataset.step(episode: episode, row: step).observation
    }

    private func drawn(_ configs: [String: ModalityConfig]) throws -> Observation {
        let widths = try stateWidths
        let names = configs["state"]?.modalityKeys.map(\.name) ?? []
        let missing = names.filter { widths[$0] == nil }
        if let unknown = widths.keys.sorted().first(where: { !names.contains($0) }) {
            throw ObservationSourceError.noSuchState(unknown, known: names)
        }
        guard missing.isEmpty else { throw ObservationSourceError.unknownWidths(missing, all: names) }
        let size = try Sides(image, named: "--image")
        return DrawnObservation(configs, widths: widths, width: size.first, height: size.second, seed: seed).observation
    }

    private var stateWidths: [String: Int] {
        get throws {
            var result: [String: Int] = [:]
            for text in widths {
                let parts = text.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2, let width = Int(parts[1]), (1...1024).contains(width) else {
                    throw ValidationError("--state '\(text)': write NAME=WIDTH with a width of 1 to 1024.")
                }
                let name = String(parts[0]).replacing(/^state\./, with: "")
                guard !name.isEmpty, result.updateValue(width, forKey: name) == nil else {
                    throw ValidationError("--state '\(text)': name each joint group once.")
                }
            }
            return result
        }
    }
}
