/// What can be wrong with a request to a policy.
public enum PolicyError: Error, CustomStringConvertible {
    case badDenoisingSteps(Int)
    case noObservations
    case badNoise(expected: [Int], actual: Int)
    case badGuidance(String)

    /// Whether another request may do, without anything being changed at the server.
    public var isFaultOfRequest: Bool {
        switch self {
        case .noObservations, .badNoise: true
        case .badDenoisingSteps, .badGuidance: false
        }
    }

    public var description: String {
        switch self {
        case .badDenoisingSteps(let steps):
            "denoising steps: \(steps); use 1 to 1000 (4 is the checkpoint's usual number)"
        case .noObservations: "no observation was given: a request needs at least one"
        case .badNoise(let expected, let actual):
            "the noise has \(actual) numbers; it must be \(expected) (samples, steps, action dimensions)"
        case .badGuidance(let problem): "the guidance \(problem)"
        }
    }
}
