/// What of a model each flag trains, and how many parameters each combination of flags comes to.
public struct TunedParts: Sendable, Encodable {
    /// A module that is tuned or frozen as a whole.
    public struct Module: Sendable, Encodable {
        /// Its path in the checkpoint.
        public let path: String
        public let parameters: Int
        public let part: TuneFlags.Part
        public let isTuned: Bool
    }

    public struct Combination: Sendable, Encodable {
        public let flags: TuneFlags
        public let tunedParameters: Int
    }

    public let modules: [Module]
    /// Of all flags, the fewest first.
    public let combinations: [Combination]

    /// Throws ``ModelError`` when the configuration is not one that can be built.
    public init(_ config: GR00TConfig, _ eagle: EagleConfig, tune: TuneFlags) throws {
        let modules = try ModelSummary(config, eagle, tune: tune).modules.map { path, node in
            let part = TuneFlags.Part(of: path)
            return Module(path: path, parameters: node.parameters, part: part, isTuned: tune.tunes(path))
        }
        self.modules = modules
        combinations = TuneFlags.combinations.map { flags in
            let tuned = modules.filter { flags.tunes($0.path) }
            return Combination(flags: flags, tunedParameters: tuned.reduce(0) { $0 + $1.parameters })
        }
    }
}
