import Foundation
import Simulation

/// What came of running one policy.
public struct EvaluationRun: Sendable {
    public let result: PolicyResult
    /// Of the result's episodes, in their order; empty where nothing was drawn.
    public let footage: [EpisodeFootage]
    /// Why it ended before its time; nil where it did not, or was cancelled.
    public let failure: EpisodeFailure?
}

/// An error that ended an evaluation.
public struct EpisodeFailure: Error, CustomStringConvertible {
    public let description: String
}

/// What has been measured so far.
struct EvaluationTally {
    private(set) var episodes: [EpisodeResult] = []
    private var footage: [EpisodeFootage] = []
    private var episodeSeconds: [Double] = []
    private var callSeconds: [Double] = []
    private var breakOff: String?
    private var failure: EpisodeFailure?
    private let workers: Int
    private let start = ContinuousClock.now

    init(workers: Int) { self.workers = workers }

    mutating func add(
        _ run: EpisodeRun, _ item: EvaluationPlan.Item, fingerprint: String, callSeconds: [Double],
        footage: FilmStudio.Take?
    ) {
        episodes.append(
            EpisodeResult(
                task: item.task, group: item.group, seed: item.seed, instruction: run.spec.instruction.text,
                isSuccess: run.outcome.success, steps: run.outcome.steps, firstTouched: run.outcome.firstTouched,
                followedLanguage: run.outcome.followedLanguage, failure: run.outcome.failure,
                calls: callSeconds.count, fingerprint: fingerprint, video: footage?.video))
        if let footage { self.footage.append(footage.footage) }
        episodeSeconds.append(run.seconds)
        self.callSeconds += callSeconds
    }

    mutating func end(with error: any Error, planned: Int) {
        if error is CancellationError {
            breakOff = "It was stopped after \(episodes.count) of \(planned) episodes."
        } else {
            failure = EpisodeFailure(
                description: "It ended after \(episodes.count) of \(planned) episodes: \(error)")
            breakOff = failure?.description
        }
    }

    func run(_ policy: PolicyDescription) -> EvaluationRun {
        let timing = EvaluationTiming(
            seconds: (ContinuousClock.now - start) / .seconds(1), workers: workers,
            steps: episodes.reduce(0) { $0 + $1.steps }, episodeSeconds: episodeSeconds, callSeconds: callSeconds)
        return EvaluationRun(
            result: PolicyResult(policy, episodes: episodes, timing: timing, breakOff: breakOff), footage: footage,
            failure: failure)
    }
}
