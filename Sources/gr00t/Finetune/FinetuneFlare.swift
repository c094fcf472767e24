import ArgumentParser
import Training

/// Learning to foresee beside learning to act.
struct FinetuneFlare: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: """
            Also learn to foresee what will be seen at the end of a chunk (FLARE): the DiT's future tokens are aligned with \
            the features of that observation.
            """)
    var flare = false
    @Option(help: "The DiT's layer, from 1, after which the future tokens are read; three quarters up where absent.")
    var flareLayer: Int?
    @Option(help: "Weight of the alignment beside the loss of the actions; 0.2 where absent.")
    var flareCoefficient: Double?
    @Option(
        help: """
            What encodes the future: ema, an average of the policy's own encoder over the steps (ema:DECAY; 0.995 where \
            absent), or frozen, the encoder that the run began with.
            """)
    var flareTarget: FlareTarget?
    @Option(
        parsing: .upToNextOption,
        help: """
            Datasets of which only videos and instructions are read, mixed with the others: they train the alignment alone. \
            Their modality.json needs no joint groups.
            """)
    var actionFreeDatasetPath: [String] = []

    /// Throws ``TrainingError/invalidArgument(name:reason:)`` for what has no effect without `--flare`.
    func options() throws -> FlareOptions? {
        guard flare else {
            let given = [
                ("--flare-layer", flareLayer != nil), ("--flare-coefficient", flareCoefficient != nil),
                ("--flare-target", flareTarget != nil),
                ("--action-free-dataset-path", !actionFreeDatasetPath.isEmpty),
            ]
            guard let (name, _) = given.first(where: \.1) else { return nil }
            throw TrainingError.invalidArgument(name: name, reason: "has no effect without --flare: give that too")
        }
        var options = FlareOptions()
        options.layer = flareLayer
        options.coefficient = flareCoefficient ?? options.coefficient
        options.target = flareTarget ?? options.target
        options.actionFreeDatasetPaths = actionFreeDatasetPath
        return options
    }
}

extension FlareTarget: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public static var allValueStrings: [String] { ["ema", "ema:0.995", "frozen"] }
}
