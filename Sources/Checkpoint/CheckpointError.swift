/// What can go wrong with the files of a checkpoint.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    case cannotRead(path: String, reason: String)
    case badSafetensors(path: String, problem: SafetensorsProblem)
    case noSuchTensor(name: String, path: String)
    /// A directory without ``ModelWeights``.
    case noWeights(directory: String, stem: String)
    /// `model.safetensors.index.json` and its shards do not agree; all of it, not the first of it.
    case badIndex(path: String, problems: [WeightIndexProblem])
    case cannotWrite(path: String, reason: String)
    /// A tensor to be written whose name is given twice, or is `__metadata__`, which the format keeps for itself.
    case nameTaken(tensor: String)
    /// The caller supplied more or fewer bytes than the tensor's type and shape say.
    case wrongByteCount(tensor: String, expected: Int, supplied: Int)
    /// A shape given by the caller that no tensor can have.
    case badShape(tensor: String, shape: [Int])

    public var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .badSafetensors(let path, let problem):
            "\(path) is not a whole safetensors file: \(problem). Download or copy it again"
        case .noSuchTensor(let name, let path):
            "\(path) has no tensor '\(name)'. 'gr00t model inspect' lists what it has"
        case .noWeights(let directory, let stem):
            "\(directory) has neither \(stem).safetensors nor \(stem).safetensors.index.json: "
                + "give the directory of a checkpoint"
        case .badIndex(let path, let problems):
            "\(path) does not describe the weights beside it: "
                + problems.prefix(Self.longestList).map(\.description).joined(separator: "; ")
                + (problems.count > Self.longestList ? "; and \(problems.count - Self.longestList) more" : "")
                + ". Download or copy the checkpoint again"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason). Nothing was left there"
        case .nameTaken(let tensor): "cannot write the tensor '\(tensor)': another has this name. Rename one"
        case .wrongByteCount(let tensor, let expected, let supplied):
            "the tensor '\(tensor)' has \(expected) bytes, but \(supplied) were supplied: check its type and shape"
        case .badShape(let tensor, let shape):
            "tensor '\(tensor)' cannot have the shape \(shape): give dimensions of 0 or more that fit in memory"
        }
    }

    /// A message names this many problems of a kind and counts the others.
    private static let longestList = 20
}
