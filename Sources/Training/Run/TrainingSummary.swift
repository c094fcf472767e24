import Foundation

/// How a run ended.
public struct TrainingSummary: Sendable {
    /// Steps made, those before a break included.
    public let steps: Int
    /// Steps whose weights were kept because something was not finite.
    public let skippedSteps: Int
    /// The last checkpoint.
    public let checkpoint: URL?
    /// Where the final model is; `nil` where the run was stopped before its end.
    public let model: URL?
    public let seconds: Double
    /// Loss of the first and of the last line of the log.
    public let firstLoss: Double?
    public let lastLoss: Double?
    /// The same of the alignment with the future, where there is one.
    public let firstAlignment: Double?
    public let lastAlignment: Double?
    /// Of the backbone's features, where they are kept.
    public internal(set) var features: FeatureUse?
}
