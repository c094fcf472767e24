/// How a backbone is taught to see and read. The defaults are the recipe of the nano checkpoint.
package struct GroundingOptions: Sendable, Codable, Equatable {
    /// Pictures to learn from; each is two views.
    package var moments = 40_000
    package var heldOutMoments = 400
    /// Optimiser steps in which only the vision tower learns.
    package var sightSteps = 4_000
    /// Optimiser steps after them, in which words are learnt too.
    package var wordSteps = 7_000
    /// Moments in a step.
    package var batchSize = 16
    /// Texts about each of them.
    package var textsPerMoment = 8
    /// The highest learning rate.
    package var learningRate = 1.5e-3
    /// Of the vision tower while words are learnt, times the learning rate.
    package var sightRate = 0.3
    package var weightDecay = 0.02
    package var seed = 0

    package init() {}

    /// - Throws: ``GroundingError/badOption(name:value:allowed:)``.
    package func check() throws {
        func check(_ name: String, _ value: Int, _ allowed: ClosedRange<Int>) throws {
            guard allowed.contains(value) else {
                throw GroundingError.badOption(
                    name: name, value: "\(value)", allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
            }
        }
        try check("moments", moments, 1...1_000_000)
        try check("held-out moments", heldOutMoments, 1...100_000)
        try check("sight steps", sightSteps, 0...10_000_000)
        try check("word steps", wordSteps, 1...10_000_000)
        try check("batch size", batchSize, 1...4096)
        try check("texts per moment", textsPerMoment, 1...64)
        try check("seed", seed, 0...1_000_000_000)
        guard learningRate > 0, learningRate < 1 else {
            throw GroundingError.badOption(name: "learning rate", value: "\(learningRate)", allowed: "between 0 and 1")
        }
    }
}
