import Foundation

/// The learning rate of the reference's fine-tuning: a linear rise from zero, then half a cosine down to zero
/// (`get_cosine_schedule_with_warmup` of Hugging Face's transformers).
///
/// With s steps done of T, W = ⌈T · warmupRatio⌉ of them warming up: peak · s/W while s < W, then
/// peak · ½(1 + cos(π (s − W)/(T − W))). So the first update has the rate 0.
public struct CosineSchedule: Sendable, Equatable {
    /// The highest rate, right after the warm-up.
    public let peak: Double
    /// Steps of the whole run.
    public let maxSteps: Int
    /// Steps until the peak.
    public let warmupSteps: Int

    public init(peak: Double, maxSteps: Int, warmupRatio: Double = 0.05) {
        self.peak = peak
        self.maxSteps = maxSteps
        warmupSteps = Int((Double(maxSteps) * warmupRatio).rounded(.up))
    }

    /// The rate of the update that follows `step` finished ones; 0 after the last.
    public func learningRate(after step: Int) -> Double {
        if step < warmupSteps { return peak * Double(max(0, step)) / Double(warmupSteps) }
        let progress = min(1, Double(step - warmupSteps) / Double(max(1, maxSteps - warmupSteps)))
        return peak * max(0, 0.5 * (1 + cos(.pi * progress)))
    }
}
