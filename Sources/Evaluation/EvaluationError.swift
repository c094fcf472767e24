/// What can be wrong with an evaluation, or with what a policy answers.
public enum EvaluationError: Error, Equatable, CustomStringConvertible {
    case noJointGroups
    case repeatedJointGroup(String)
    case unknownJointGroup(String, known: [String])
    case badCount(name: String, value: Int)
    case noActionConfig
    case horizonTooLong(asked: Int, policy: Int)
    case otherSteps([Int])
    case missingPrediction(String, present: [String])
    case wrongPrediction(String, found: [Int], expected: [Int])
    case notFinite(String, step: Int)
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .noJointGroups: "there is no joint group to score: name at least one action key of the data config"
        case .repeatedJointGroup(let name): "the action key '\(name)' is named twice: name every key once"
        case .unknownJointGroup(let name, let known):
            "'action.\(name)' is not an action key of the policy: use one of \(known.joined(separator: ", "))"
        case .badCount(let name, let value): "\(name): \(value); use 1 or more"
        case .noActionConfig: "the policy does not say which actions it predicts (no 'action' modality config)"
        case .horizonTooLong(let asked, let policy):
            "action horizon \(asked): a chunk of this policy has \(policy) steps; use 1 to \(policy)"
        case .otherSteps(let steps):
            "the policy predicts the steps \(steps.prefix(8).map(String.init).joined(separator: ", "))…; the evaluation "
                + "needs the steps 0, 1, 2… in a row: use such delta_indices of 'action' in the data config"
        case .missingPrediction(let name, let present):
            "the policy's chunk has no 'action.\(name)', only \(present.joined(separator: ", ")): score other action keys"
        case .wrongPrediction(let name, let found, let expected):
            "the policy's 'action.\(name)' is \(found) (steps, joints), but the dataset needs \(expected): "
                + "are policy and dataset of the same robot?"
        case .notFinite(let name, let step):
            "the policy's 'action.\(name)' for the chunk at step \(step) is not finite: the checkpoint's weights or its "
                + "metadata are damaged; try --precision float32"
        case .unwritable(let path, let reason):
            "\(path) cannot be written (\(reason)): choose a directory that you may write to"
        }
    }
}
