import ArgumentParser
import Foundation
import Model
import NeuralNetwork
import Tokenization

/// What `gr00t model create` is to build: a preset, or a new action head on a checkpoint's backbone.
struct CreatedArchitecture: ParsableArguments {
    @Option(help: "\(ModelPreset.allCases.map(\.rawValue).joined(separator: " or ")).") var preset: ModelPreset?
    @Option(
        help: ArgumentHelp(
            """
            Instead of a preset, a checkpoint (its directory, or the name of one that was downloaded): its vision-language \
            model is taken as it is, and an action head as its own is drawn.
            """, valueName: "checkpoint"))
    var backbone: String?
    @Flag(
        name: .customLong("no-adapter"),
        help: """
            Without N1.5's LayerNorm and self-attention between backbone and DiT (use_vlln): the DiT reads the features as they \
            are, as in N1.
            """)
    var leavesAdapterOut = false
    @Option(
        help: """
            Tokens of the DiT that gr00t finetune --flare teaches to foresee; 0 has none, as N1. As the preset or the \
            checkpoint has it where absent.
            """)
    var futureTokens: Int?

    private static let most = 1024

    func validate() throws {
        guard (preset == nil) != (backbone == nil) else {
            throw ValidationError("Give --preset, or --backbone and a checkpoint.")
        }
        if let futureTokens, !(0...Self.most).contains(futureTokens) {
            throw ValidationError("--future-tokens is \(futureTokens): give 0 to \(Self.most).")
        }
    }

    /// What the options come to.
    struct Found {
        var config: GR00TConfig
        let eagle: EagleConfig
        /// Weights that are not drawn.
        let backbone: TensorSource?
        let writeTokenizer: (_ directory: URL) throws -> Void
    }

    /// Reads no weights. Throws `CheckpointError`, `CheckpointProblems` and `ModelError` for a checkpoint that is not whole.
    func look() throws -> Found {
        var found = try preset.map(Self.of) ?? Self.of(checkpoint: backbone ?? "")
        let family = found.config.family
        guard family.choosesHead || (!leavesAdapterOut && futureTokens == nil) else {
            throw ValidationError(
                "\(leavesAdapterOut ? "--no-adapter" : "--future-tokens"): \(family.name) has neither an adapter nor future "
                    + "tokens. Leave it out, or choose \(ModelFamily.n15.name).")
        }
        if leavesAdapterOut { found.config.actionHead.removeAdapter() }
        if let futureTokens { found.config.actionHead.numTargetVisionTokens = futureTokens }
        return found
    }

    private static func of(_ preset: ModelPreset) -> Found {
        Found(config: preset.config, eagle: preset.eagle, backbone: nil) { directory in
            if preset.isNano { try NanoTokenizer.write(to: directory) }
        }
    }

    private static func of(checkpoint path: String) throws -> Found {
        let checkpoint = try ModelCheckpoint(CheckpointLocation.locate(path))
        return Found(
            config: try checkpoint.config, eagle: try checkpoint.eagle, backbone: try checkpoint.backboneWeights()
        ) { try CompanionFiles.copy(from: checkpoint.base, to: $0) }
    }
}
