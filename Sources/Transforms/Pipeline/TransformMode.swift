/// What a sample is prepared for.
public enum TransformMode: Sendable, Equatable {
    /// No chance: crops in the middle, colours and instruction as they are.
    case evaluation
    /// Random crop, colour jitter and language dropout, all drawn from the seed: the same seed gives the same sample, on
    /// whatever thread.
    case training(seed: UInt64)
}
