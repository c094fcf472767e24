import ArgumentParser
import Foundation
import Model
import Tokenization

extension ModelPreset: ExpressibleByArgument {
    /// The vision-language part; the nano preset's speaks the tokenizer that this program makes.
    var eagle: EagleConfig {
        eagle(vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
    }
}

struct ModelInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "The tree of modules: shapes, parameters, memory, what is tuned and frozen.")

    @Argument(help: "Directory of a checkpoint, or the name of one that was downloaded.") var checkpoint: String?
    @Option(help: "A built-in configuration instead: \(ModelPreset.allCases.map(\.rawValue).joined(separator: ", ")).")
    var preset: ModelPreset?
    @Flag(help: "Run one drawn observation through a checkpoint; print each module's input, output and time.")
    var trace = false
    @Flag(help: "Print the whole tree as JSON.") var json = false
    @Option(help: "How many levels of modules to show.") var depth = 5
    @Flag(help: "Print which flag trains what, and how many parameters every combination of them trains.") var tuned =
        false
    @OptionGroup var tune: TuneOptions

    func validate() throws {
        guard (checkpoint == nil) != (preset == nil) else {
            throw ValidationError("Give the directory of a checkpoint, or --preset.")
        }
        guard !trace || !tuned else { throw ValidationError("Give --trace or --tuned.") }
        guard !trace || checkpoint != nil else { throw ValidationError("--trace needs the directory of a checkpoint.") }
    }

    func run() throws {
        if let checkpoint, trace { return print(try ModelTrace(CheckpointLocation.locate(checkpoint)).text) }
        let (config, eagle) = try configurations()
        let tune = tune.flags(config.family)
        if tuned {
            let parts = try TunedParts(config, eagle, tune: tune)
            if json { return try JSONOutput.print(parts) }
            return print(TunedTable(parts, tune).text)
        }
        let summary = try ModelSummary(config, eagle, tune: tune)
        if json { return try JSONOutput.print(summary.root) }
        print(
            """
            \(config.family.name)  (\(checkpoint ?? preset?.rawValue ?? ""))
            observation: \(eagle.forceImageSize)x\(eagle.forceImageSize) images, \(eagle.tokensPerTile) tokens each; \
            instruction; state [1, \(config.actionHead.maxStateDim)]
            action:      [\(config.actionHorizon), \(config.actionDim)] in \(config.actionHead.numInferenceTimesteps) \
            denoising steps; \(config.actionHead.maxNumEmbodiments) embodiments

            """)
        var table = Table([
            ("module", .left), ("shape", .left), ("parameters", .right), ("bf16", .right), ("", .left), ("", .left),
        ])
        for child in summary.root.children { add(child, indent: 0, to: &table) }
        print(table.text)
        let root = summary.root
        print(
            """

            total   \(Format.count(root.parameters)) parameters, \(Format.bytes(2 * root.parameters)) in bf16
            tuned   \(Format.count(root.tunedParameters)) (--tuned shows which flag trains what)
            frozen  \(Format.count(root.parameters - root.tunedParameters))
            """)
    }

    private func configurations() throws -> (GR00TConfig, EagleConfig) {
        if let preset { return (preset.config, preset.eagle) }
        let directory = try CheckpointLocation.locate(checkpoint ?? "")
        let config = try GR00TConfig(directory.appending(path: "config.json"))
        return (config, try EagleConfig(directory: directory, config.family))
    }

    private func add(_ node: ModelSummary.Node, indent: Int, to table: inout Table) {
        let state =
            node.tunedParameters == 0 ? "frozen" : node.tunedParameters == node.parameters ? "tuned" : "partly tuned"
        let times = node.repeats > 1 ? " (\(node.repeats)x)" : ""
        table.add(
            String(repeating: "  ", count: indent) + node.name + times, node.shape.map(Format.shape) ?? "",
            Format.count(node.parameters), Format.bytes(2 * node.parameters), state, node.note)
        guard indent + 1 < depth else { return }
        for child in node.children { add(child, indent: indent + 1, to: &table) }
    }
}
