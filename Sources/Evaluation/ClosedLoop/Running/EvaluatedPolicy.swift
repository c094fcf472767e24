import Embodiment

/// Whoever moves the arm in an evaluation.
public struct EvaluatedPolicy: Sendable {
    public enum Source: Sendable {
        /// The scripted expert, which knows where everything is: what the tasks and the arm allow.
        case expert
        /// Small random motions: what luck achieves.
        case random
        /// No motion: what comes of itself.
        case hold
        /// - Parameter noiseCount: how many standard normal numbers go along with a request, horizon times action
        ///   width, so that an answer can be repeated; nil leaves the draw to the policy.
        case policy(any ServedPolicy, noiseCount: Int?)
    }

    public let description: PolicyDescription
    public let source: Source

    public init(_ description: PolicyDescription, _ source: Source) {
        self.description = description
        self.source = source
    }
}
