/// What can go wrong where a run's numbers are written or read.
public enum TrackingError: Error, Equatable, CustomStringConvertible {
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    /// A line that is not the last one cut short.
    case damagedLine(file: String, line: Int, reason: String)
    /// A value of `--report-to`.
    case unknownKind(String)
    /// `none` beside other values of `--report-to`.
    case contradictoryKinds([String])
    /// A value of `WANDB_MODE`.
    case badMode(String)
    case badRunID(String)
    /// A run that could not be sent to W&B; its files are complete.
    case notSent(command: String, reason: String)

    public var description: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path) cannot be written (\(reason)): check the directory, its permissions and the free space"
        case .cannotRead(let path, let reason): "\(path) cannot be read (\(reason)): check the path and its permissions"
        case .damagedLine(let file, let line, let reason):
            "\(file), line \(line): \(reason); remove or repair this line"
        case .unknownKind("azure_ml"):
            "azure_ml: runs cannot be reported there; use tensorboard or wandb (log.jsonl is always written)"
        case .unknownKind(let name):
            "'\(name)': runs cannot be reported there; use some of "
                + TrackerKind.allCases.map(\.rawValue).joined(separator: ", ")
        case .contradictoryKinds(let names):
            "'\(names.joined(separator: ", "))' contradict each other: 'none' stands alone"
        case .badMode(let mode): "WANDB_MODE is '\(mode)': use online, offline or disabled"
        case .badRunID(let id):
            "'\(id)' cannot be the id of a W&B run: use 1 to 64 letters, digits, '-' and '_' (WANDB_RUN_ID)"
        case .notSent(let command, let reason): "the run was not sent to W&B (\(reason)); by hand:  \(command)"
        }
    }
}
