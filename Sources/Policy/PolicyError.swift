/// What can be wrong with a request to a policy.
public enum PolicyError: Error, CustomStringConvertible {
    case badDenoisingSteps(Int)
    case noObservations
    case badNoise(expected: [Int], actual: Int)

    public var description: String {
        switch self {
        case .badDenoisingSteps(let steps):
            "denoising steps: \(steps); use 1 to 1000 (4 is the checkpoint's usual number)"
        case .noObservations: "no observation was given: a request needs at least one"
        case .badNoise(let expected, let actual):
            "the noise has \(actual) numbers; it must be \(expected) (samples, steps, action dimensions)"
        }
    }
}
