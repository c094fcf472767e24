/// What may vary between groups of episodes.
public struct EpisodeOptions: Sendable, Equatable, Codable {
    public var split: InstructionSplit
    /// Whether table, light, shades and cameras vary too.
    public var visualRandomisation: Bool

    public init(split: InstructionSplit = .training, visualRandomisation: Bool = false) {
        self.split = split
        self.visualRandomisation = visualRandomisation
    }
}

/// One episode before it happens: the scene and what is asked for. It follows from kind, seed and options alone.
public struct EpisodeSpec: Sendable, Equatable, Codable {
    /// See ``EpisodeSeeds``.
    public let seed: Int
    public let instruction: Instruction
    public let layout: SceneLayout
    /// Control steps after which it is over.
    public let stepLimit: Int

    public var goal: TaskGoal { instruction.goal }

    /// Draws an episode. Words, places and looks come from separate streams of random numbers: the same seed with
    /// `visualRandomisation` is the same scene with other looks.
    public init(_ kind: TaskKind, seed: Int, options: EpisodeOptions = EpisodeOptions()) {
        var words = RandomStream(seed: seed, .instruction, part: kind.part)
        let known = options.split.instructions(of: kind)
        self.init(known[words.below(known.count)], seed: seed, options: options)
    }

    /// Draws an episode in which this is asked for.
    public init(_ instruction: Instruction, seed: Int, options: EpisodeOptions = EpisodeOptions()) {
        let kind = instruction.goal.kind
        var places = RandomStream(seed: seed, .scene, part: kind.part)
        var layout = SceneLayout(goal: instruction.goal, random: &places)
        if options.visualRandomisation {
            var looks = RandomStream(seed: seed, .appearance, part: kind.part)
            layout.appearance = SceneLayout.Appearance(cubes: layout.cubes.count, random: &looks)
        }
        self.init(seed: seed, instruction: instruction, layout: layout)
    }

    /// An episode in a scene of one's own.
    ///
    /// - Parameter stepLimit: that of the kind of task where `nil`.
    public init(seed: Int, instruction: Instruction, layout: SceneLayout, stepLimit: Int? = nil) {
        self.seed = seed
        self.instruction = instruction
        self.layout = layout
        self.stepLimit = stepLimit ?? instruction.goal.kind.stepLimit
    }
}

extension TaskKind {
    /// Keeps the streams of different kinds apart, so that their scenes differ for the same seed.
    fileprivate var part: Int {
        switch self {
        case .pick: 0
        case .bowl: 1
        case .push: 2
        }
    }
}
