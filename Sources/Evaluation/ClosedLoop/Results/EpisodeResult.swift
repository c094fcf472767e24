import Simulation

/// What one episode came to.
public struct EpisodeResult: Sendable, Equatable, Encodable {
    public var task: TaskKind
    public var group: EpisodeGroup
    /// Of the scene and the instruction; episodes of the same task, group and seed are the same.
    public var seed: Int
    public var instruction: String
    public var isSuccess: Bool
    /// Control steps until the task was done, or until the time was over.
    public var steps: Int
    /// The cube that the gripper touched first.
    public var firstTouched: CubeColour?
    /// Whether that was the cube that was named; nil where it touched none.
    public var followedLanguage: Bool?
    /// Why it failed; nil after a success.
    public var failure: FailureCause?
    /// Chunks that the policy was asked for.
    public var calls: Int
    /// Of all commands and states: equal ones mean the same episode, bit for bit.
    public var fingerprint: String
    /// The video, from the report's directory.
    public var video: String?

    public init(
        task: TaskKind, group: EpisodeGroup = .standard, seed: Int, instruction: String, isSuccess: Bool, steps: Int,
        firstTouched: CubeColour? = nil, followedLanguage: Bool? = nil, failure: FailureCause? = nil, calls: Int = 0,
        fingerprint: String = "", video: String? = nil
    ) {
        self.task = task
        self.group = group
        self.seed = seed
        self.instruction = instruction
        self.isSuccess = isSuccess
        self.steps = steps
        self.firstTouched = firstTouched
        self.followedLanguage = followedLanguage
        self.failure = failure
        self.calls = calls
        self.fingerprint = fingerprint
        self.video = video
    }

    enum CodingKeys: String, CodingKey {
        case task, group, seed, instruction, steps, failure, calls, fingerprint, video
        case isSuccess = "success"
        case firstTouched = "first_touched"
        case followedLanguage = "followed_language"
    }
}
