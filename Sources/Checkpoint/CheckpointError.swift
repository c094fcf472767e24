/// What can go wrong with the files of a checkpoint.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    case cannotRead(path: String, reason: String)
    case badSafetensors(path: String, problem: SafetensorsProblem)
    case noSuchTensor(name: String, path: String)
    /// A shape given by the caller that no tensor can have.
    case badShape(tensor: String, shape: [Int])

    public var description: String {
        switch self {
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .badSafetensors(let path, let problem):
            "\(path) is not a whole safetensors file: \(problem). Download or copy it again"
        case .noSuchTensor(let name, let path):
            "\(path) has no tensor '\(name)'. 'gr00t model inspect' lists what it has"
        case .badShape(let tensor, let shape):
            "tensor '\(tensor)' cannot have the shape \(shape): give dimensions of 0 or more that fit in memory"
        }
    }
}
