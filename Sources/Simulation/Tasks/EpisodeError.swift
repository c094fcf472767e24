/// What can go wrong with tasks, drivers and recordings; what can go wrong with the physics is a ``WorldError``.
public enum EpisodeError: Error, Equatable, CustomStringConvertible {
    case unknownInstruction(String)
    case badSeed(String)
    case missingObject(String, goal: TaskGoal)
    case badSetting(name: String, value: String, allowed: String)
    /// Inverse kinematics met numbers it can't solve.
    case unsolvable(point: [Double])
    case badChunk(reason: String)
    case noCommands(step: Int)
    case runnerBusy
    /// An episode that could not be played to its end; those before it are done.
    case interrupted(seed: Int, instruction: String, reason: String)
    case otherRecording(path: String, differences: [String])
    case notARecording(path: String)
    case damagedRecording(file: String, reason: String)
    case unwritable(file: String, reason: String)
    /// So many demonstrations failed that none are left to try.
    case outOfSeeds(episodes: Int)

    public var description: String {
        switch self {
        case .unknownInstruction(let text):
            "'\(text)' is no instruction that these tasks have; say \(Self.examples), with "
                + CubeColour.allCases.map(\.rawValue).joined(separator: ", ")
                + " for {colour} and left or right for {side}"
        case .badSeed(let reason): reason
        case .missingObject(let object, let goal):
            "there is no \(object) in the scene, which the task (\(goal.kind.rawValue)) needs; name what is there, or take "
                + "another scene"
        case .badSetting(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        case .unsolvable(let point):
            "no joint angles could be computed for the point \(point); the state of the arm that the expert was given is no "
                + "state of an arm"
        case .badChunk(let reason):
            "the policy's answer cannot be carried out: \(reason); it has to be a policy for the data config so101_sim"
        case .noCommands(let step): "the driver gave no command for step \(step); it has to give at least one"
        case .runnerBusy: "this runner is in the middle of an episode; give each episode a runner of its own at a time"
        case .interrupted(let seed, let instruction, let reason):
            "the episode with seed \(seed) ('\(instruction)') broke off: \(reason)"
        case .otherRecording(let path, let differences):
            "\(path) was recorded with other settings: \(differences.joined(separator: ", ")); record with the same ones, or "
                + "into a new directory"
        case .notARecording(let path):
            "\(path) is a dataset that was not recorded here (no \(RecordingRecipe.name)); choose a new directory"
        case .damagedRecording(let file, let reason):
            "cannot go on with the recording: \(file): \(reason); restore that file or record into a new directory"
        case .unwritable(let file, let reason):
            "cannot write \(file): \(reason); check that the disk is there, writable and not full"
        case .outOfSeeds(let episodes):
            "all seeds of training are used up after \(episodes) demonstrations; begin with a lower seed, with less noise or with "
                + "fewer episodes"
        }
    }

    private static let examples = InstructionPhrase.all.map { "'\($0.template)'" }.joined(separator: ", ")
}
