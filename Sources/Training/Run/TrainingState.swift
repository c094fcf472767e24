import Foundation

/// How far a run is: what has to be known, besides weights and moments, to go on exactly as if it had never stopped. What is
/// drawn follows from the seed and the step, so the position in the data and the random state are this number.
public struct TrainingState: Sendable, Equatable, Codable {
    /// Optimiser steps made, those that were skipped included.
    public var step = 0
    /// Steps whose weights were kept because something was not finite.
    public var skippedSteps = 0
    /// Of these, how many in a row up to now.
    public var nonFiniteStreak = 0
    /// What weight decay made of the rows of embodiments that the data does not use: a factor.
    public var unusedRowsDecay = 1.0
    /// Losses since the last line of the log.
    public var window = LossWindow()
    /// Alignment losses since then, where there are any.
    public var flareWindow: LossWindow?
    /// Lines of the log so far, as in the reference's `trainer_state.json`.
    public var logHistory: [LogEntry] = []

    public init() {}

    enum CodingKeys: String, CodingKey {
        case step = "global_step"
        case skippedSteps = "skipped_steps"
        case nonFiniteStreak = "non_finite_streak"
        case unusedRowsDecay = "unused_rows_decay"
        case window
        case flareWindow = "flare_window"
        case logHistory = "log_history"
    }
}

/// Losses that are averaged for the next line of the log.
public struct LossWindow: Sendable, Equatable, Codable {
    public var sum = 0.0
    public var count = 0

    public var mean: Double { sum / Double(count) }

    mutating func add(_ loss: Double) {
        sum += loss
        count += 1
    }
}

/// One line of the log: the names of Hugging Face's trainer.
public struct LogEntry: Sendable, Equatable, Codable {
    public var step: Int
    public var epoch: Double
    /// Mean over the steps since the last line.
    public var loss: Double?
    /// The same of the alignment with the future (``StepResult/alignment``).
    public var flareLoss: Double?
    /// Before clipping; of the last step.
    public var gradNorm: Double?
    /// For the next step.
    public var learningRate: Double?
    public var evalLoss: Double?
    public var evalOpenLoopMSE: Double?

    enum CodingKeys: String, CodingKey {
        case step, epoch, loss
        case flareLoss = "flare_loss"
        case gradNorm = "grad_norm"
        case learningRate = "learning_rate"
        case evalLoss = "eval_loss"
        case evalOpenLoopMSE = "eval_open_loop_mse"
    }
}
