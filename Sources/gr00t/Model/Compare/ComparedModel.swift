import Foundation
import Model

/// What the arguments of `gr00t model compare` can name.
struct ComparedModel {
    private let name: String
    private let config: GR00TConfig
    private let eagle: EagleConfig

    private static let presets = ModelPreset.allCases.map(\.rawValue).joined(separator: ", ")
    /// The published sizes, by the names that people use.
    private static let short: [String: ModelPreset] = ["n1": .n1, "n1.5": .n15]

    static let help = """
        n1 or n1.5, another preset (\(presets)), the directory of a checkpoint, or the name of one that was downloaded or comes \
        with the program (so101-nano). A directory that is called like a preset is written ./NAME.
        """

    /// Throws ``UnknownModel``, and `ModelError` for a checkpoint that can't be read.
    init(_ name: String) throws {
        self.name = name
        if let preset = ComparedModel.short[name] ?? ModelPreset(rawValue: name) {
            (config, eagle) = (preset.config, preset.eagle)
            return
        }
        let directory: URL
        do { directory = try CheckpointLocation.locate(name) } catch {
            throw UnknownModel(name: name, reason: "\(error)")
        }
        let checkpoint = try ModelCheckpoint(directory)
        (config, eagle) = (try checkpoint.config, try checkpoint.eagle)
    }

    func facts(pictures: Int) throws -> ModelFacts { try ModelFacts(name: name, config, eagle, pictures: pictures) }

    /// Neither a preset nor a checkpoint.
    struct UnknownModel: Error, CustomStringConvertible {
        let name: String
        let reason: String

        var description: String {
            "there is no model '\(name)': \(reason). Or say n1 or n1.5, another preset (\(presets)), or so101-nano"
        }
    }
}
