/// What can go wrong with a fine-tuning run by what its user gave it, or while it runs.
public enum TrainingError: Error, CustomStringConvertible {
    case invalidArgument(name: String, reason: String)
    /// `--output-dir` has checkpoints, and nobody said `--resume`.
    case outputInUse(directory: String, checkpoint: String)
    /// Another process trains into `--output-dir`.
    case outputBusy(directory: String)
    case nothingToResume(directory: String)
    /// A run is resumed with other arguments than it was started with.
    case changedConfiguration(checkpoint: String, changes: [String])
    case damagedCheckpoint(path: String, reason: String)
    case unwritable(path: String, reason: String)
    /// The disk surely can't take what the run writes.
    case noRoom(path: String, needed: Int, free: Int, remedy: String)
    /// The data asks for something that the base checkpoint can't do.
    case unsuitableBase(path: String, reason: String)
    /// No finite loss for many steps.
    case notFinite(steps: Int, step: Int, episodes: [String], lastCheckpoint: String?)

    /// Whether the work failed, though the input was fine: exit code 1 instead of 2.
    public var isFailureOfWork: Bool { if case .notFinite = self { true } else { false } }

    public var description: String {
        switch self {
        case .invalidArgument(let name, let reason): "\(name): \(reason)"
        case .outputInUse(let directory, let checkpoint):
            "\(directory) holds an earlier run (\(checkpoint)). Go on with it by --resume, or give another --output-dir; "
                + "nothing was changed there"
        case .outputBusy(let directory):
            "another run is writing to \(directory). Wait for its end, or give another --output-dir; nothing was changed there"
        case .nothingToResume(let directory):
            "--resume: \(directory) has no checkpoint-N to resume from. Leave --resume out to start"
        case .changedConfiguration(let checkpoint, let changes):
            "--resume: \(checkpoint) was made with other arguments, so going on would be another run:\n  "
                + changes.joined(separator: "\n  ")
                + "\nGive the same arguments; or start a new run from it with --base-model-path \(checkpoint)"
        case .damagedCheckpoint(let path, let reason):
            "\(path): \(reason). Remove this checkpoint to resume from the one before"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .noRoom(let path, let needed, let free, let remedy):
            "\(path): at least \(ReadableNumber.bytes(needed)) are needed and \(ReadableNumber.bytes(free)) of the disk are free. "
                + remedy
        case .unsuitableBase(let path, let reason): "\(path): \(reason)"
        case .notFinite(let steps, let step, let episodes, let checkpoint):
            "the loss or its gradients were not finite in \(steps) steps in a row, the last of them step \(step). "
                + "Episodes in it: \(episodes.joined(separator: ", ")). Look at their data (gr00t data check, gr00t data "
                + "plot), or lower --learning-rate. "
                + (checkpoint.map { "The last good checkpoint is \($0)" } ?? "No checkpoint was saved yet")
        }
    }
}
