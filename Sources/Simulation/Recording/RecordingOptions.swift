/// What is to be recorded.
public struct RecordingOptions: Sendable, Equatable {
    /// Take turns, in this order.
    public var tasks: [TaskKind]
    /// Demonstrations that the dataset is to have in the end.
    public var episodes: Int
    /// Of the first attempt; see ``EpisodeSeeds``.
    public var seed: Int
    /// Episodes that are simulated at the same time.
    public var workers: Int
    /// Standard deviations of the errors between expert and motors, rad, which take turns; see ``CommandNoise``.
    public var noise: [Double]
    /// Width and height of the pictures, even.
    public var imageSize: Int
    public var episode: EpisodeOptions

    /// Bursts of errors like these are what makes a policy recover that has learnt from the demonstrations.
    public static let usualNoise = [0, 0.03, 0.05, 0.08]

    public init(
        tasks: [TaskKind] = TaskKind.allCases, episodes: Int, seed: Int = 0, workers: Int = 2,
        noise: [Double] = usualNoise, imageSize: Int = 96, episode: EpisodeOptions = EpisodeOptions()
    ) {
        self.tasks = tasks
        self.episodes = episodes
        self.seed = seed
        self.workers = workers
        self.noise = noise
        self.imageSize = imageSize
        self.episode = episode
    }

    /// - Throws: ``EpisodeError/badSetting(name:value:allowed:)``, ``EpisodeError/badSeed(_:)``.
    func validate() throws(EpisodeError) {
        func require(_ condition: Bool, _ name: String, _ value: String, _ allowed: String) throws(EpisodeError) {
            if !condition { throw .badSetting(name: name, value: value, allowed: allowed) }
        }
        let names = tasks.map(\.rawValue).joined(separator: ",")
        try require(
            !tasks.isEmpty && Set(tasks).count == tasks.count, "the list of tasks", "'\(names)'",
            "one or more of \(TaskKind.allCases.map(\.rawValue).joined(separator: ", ")), each once")
        try require((1...1_000_000).contains(episodes), "the number of episodes", "\(episodes)", "1 to 1000000")
        try require((1...256).contains(workers), "the number of workers", "\(workers)", "1 to 256")
        try require(
            !noise.isEmpty && noise.allSatisfy { (0...0.5).contains($0) }, "the noise",
            noise.map { "\($0)" }.joined(separator: ","), "one or more levels from 0 to 0.5 rad")
        try require(
            (32...512).contains(imageSize) && imageSize % 2 == 0, "the image size", "\(imageSize)", "even, 32 to 512")
        _ = try EpisodeSeeds.training(from: seed, count: episodes)
    }

    /// Attempt number `index`: what is tried, and with how much noise. Every task meets every level of noise.
    func attempt(_ index: Int) -> (spec: EpisodeSpec, noise: CommandNoise) {
        let spec = EpisodeSpec(tasks[index % tasks.count], seed: seed + index, options: episode)
        return (spec, CommandNoise(level: noise[index / tasks.count % noise.count], seed: spec.seed))
    }
}
