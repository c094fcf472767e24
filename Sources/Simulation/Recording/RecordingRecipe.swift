import Foundation

/// How the attempts of a recording are made: all that their outcomes depend on. It lies in the dataset as
/// `meta/simulation.json`, so that a recording only goes on as it began.
struct RecordingRecipe: Codable, Equatable {
    static let name = "meta/simulation.json"

    private(set) var version = 2
    let tasks: [TaskKind]
    let seed: Int
    /// Standard deviations, rad.
    let noise: [Double]
    let imageSize: Int
    let options: EpisodeOptions

    init(_ options: RecordingOptions) {
        tasks = options.tasks
        seed = options.seed
        noise = options.noise
        imageSize = options.imageSize
        self.options = options.episode
    }

    /// Whether the dataset in `root` has a recipe, which then is this one.
    ///
    /// - Parameter isEmpty: whether the dataset has no episodes, so that it need not have a recipe.
    /// - Throws: ``EpisodeError/otherRecording(path:differences:)``, ``EpisodeError/notARecording(path:)``,
    ///   ``EpisodeError/damagedRecording(file:reason:)``.
    @discardableResult func isThat(of root: URL, isEmpty: Bool) throws(EpisodeError) -> Bool {
        let file = root.appending(path: Self.name)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            guard isEmpty else { throw .notARecording(path: root.path) }
            return false
        }
        guard let found = try? JSONDecoder().decode(Self.self, from: data) else {
            throw .damagedRecording(file: file.path, reason: "it is not what this program writes")
        }
        let differences = found.differences(from: self)
        guard differences.isEmpty else { throw .otherRecording(path: root.path, differences: differences) }
        return true
    }

    private func differences(from other: Self) -> [String] {
        func difference(_ name: String, _ value: (Self) -> String) -> String? {
            value(self) == value(other) ? nil : "\(name) \(value(self)) there and \(value(other)) here"
        }
        return [
            difference("format version") { "\($0.version)" },
            difference("tasks") { $0.tasks.map(\.rawValue).joined(separator: ",") },
            difference("seed") { "\($0.seed)" },
            difference("noise") { $0.noise.map { "\($0)" }.joined(separator: ",") },
            difference("image size") { "\($0.imageSize)" },
            difference("split") { $0.options.split.rawValue },
            difference("visual randomisation") { $0.options.visualRandomisation ? "on" : "off" },
        ].compactMap { $0 }
    }
}
