/// What can be wrong with a closed-loop evaluation, or with the policy that it is about.
public enum ClosedLoopError: Error, Equatable, CustomStringConvertible {
    case badCount(name: String, value: Int)
    case noTask
    case noGroup
    case sameTask(String, String)
    case noPolicy
    case unknownInput(key: String, offered: [String])
    case history(key: String, steps: [Int])
    case noActions
    case missingAction(key: String, present: [String])
    case unknownAction(key: String, known: [String])
    case otherSteps([Int])
    case otherWidth(key: String, found: Int, expected: Int)
    case horizonTooLong(asked: Int, policy: Int)
    case directoryInUse(path: String)
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .badCount(let name, let value): "\(name) is \(value): give 1 or more"
        case .noTask: "there is no task to evaluate: name pick, bowl or push"
        case .noGroup: "there is no kind of scene to evaluate"
        case .sameTask(let one, let other):
            "'\(one)' and '\(other)' are instructions of the same task: ask for one of each task"
        case .noPolicy: "there is no policy to evaluate: name a checkpoint, a server, expert, random or hold"
        case .unknownInput(let key, let offered):
            "the policy wants '\(key)', but the simulation has only \(offered.joined(separator: ", ")): use a checkpoint that "
                + "was trained on its recordings, with the data config so101_sim"
        case .history(let key, let steps):
            "the policy wants '\(key)' at the steps \(steps.prefix(8).map(String.init).joined(separator: ", ")) around the present; "
                + "the simulation shows the present alone, step 0"
        case .noActions: "the policy does not say which actions it predicts (no 'action' modality config)"
        case .missingAction(let key, let present):
            "the policy predicts no '\(key)', which the simulated arm needs, but \(present.joined(separator: ", ")): use a "
                + "checkpoint of the data config so101_sim"
        case .unknownAction(let key, let known):
            "the policy predicts '\(key)', but the simulated arm has only \(known.joined(separator: ", ")): use a checkpoint of "
                + "the data config so101_sim"
        case .otherSteps(let steps):
            "the policy predicts the steps \(steps.prefix(8).map(String.init).joined(separator: ", "))…; the arm needs the steps "
                + "0, 1, 2… in a row: use such delta_indices of 'action' in the data config"
        case .otherWidth(let key, let found, let expected):
            "the checkpoint's '\(key)' has \(found) number\(found == 1 ? "" : "s"), but the simulated arm's has \(expected): use a "
                + "checkpoint that was trained on an SO-100 or SO-101"
        case .horizonTooLong(let asked, let policy):
            "the execution horizon is \(asked), but a chunk of this policy has \(policy) steps: use 1 to \(policy)"
        case .directoryInUse(let path):
            "\(path) holds the results of an evaluation already: choose another directory, or remove it"
        case .unwritable(let path, let reason):
            "\(path) cannot be written (\(reason)): choose a directory that you may write to"
        }
    }
}
