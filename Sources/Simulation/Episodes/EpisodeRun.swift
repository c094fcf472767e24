/// An episode that was played: its outcome, which follows from seeds, and how long things took, which does not.
package struct EpisodeRun: Sendable {
    package let spec: EpisodeSpec
    package let outcome: EpisodeOutcome
    /// Seconds that the driver took for each answer, pictures not counted.
    package var decisionSeconds: [Double] = []
    /// Seconds for drawing pictures, in all.
    package var drawingSeconds = 0.0
    /// Seconds of the whole episode.
    package var seconds = 0.0
}

/// Somebody who looks on: a recorder, a video, a page. One observer lives for one episode, on the world's thread.
package protocol EpisodeObserver {
    /// Before a control step.
    ///
    /// - Parameters:
    ///   - command: what the driver wants.
    ///   - executed: what the motors are told, with noise if there is any.
    mutating func willExecute(_ command: JointAngles, executed: JointAngles, at moment: EpisodeMoment) throws

    /// After the last control step.
    mutating func didEnd(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) throws
}

/// Makes the observer of an episode, on the thread of its world.
package typealias MakeObserver = @Sendable (EpisodeSpec) throws -> any EpisodeObserver
