import Embodiment
import Foundation
import Simulation
import Synchronization

/// Runs policies in simulation and counts what they achieve.
///
/// The same plan gives the same episodes, however many run at once. That holds for a policy that takes its noise from
/// the request, as every checkpoint in this process and `gr00t serve` do.
public struct ClosedLoopEvaluation: Sendable {
    public let plan: EvaluationPlan
    private let robot: SO101Model
    private let pool: EpisodePool

    /// - Parameter workers: episodes at once.
    /// - Throws: `WorldError` where the robot's model is missing, `PhysicsError`, `EpisodeError`.
    public init(_ plan: EvaluationPlan, workers: Int) throws {
        self.plan = plan
        robot = try SO101Model.load()
        pool = try EpisodePool(robot, workers: workers)
    }

    /// Runs all episodes of the plan, or as many as go well: an error or a cancellation ends the evaluation, and what
    /// was measured until then is kept.
    ///
    /// - Parameters:
    ///   - videos: where the videos of single episodes go, and which are made; nil draws nothing.
    ///   - progress: called with the number of episodes done, whenever it has grown.
    public func run(
        _ policy: EvaluatedPolicy, videos: (directory: URL, choice: VideoChoice)? = nil,
        progress: (Int) -> Void = { _ in }
    ) async -> EvaluationRun {
        let maker = DriverMaker(policy, executionHorizon: plan.setup.executionHorizon, robot: robot)
        let studio = videos.map { FilmStudio(plan, directory: $0.directory, choice: $0.choice, policy: policy) }
        var tally = EvaluationTally(workers: pool.runners.count)
        do {
            try studio?.open()
            for part in plan.parts {
                let register = FingerprintRegister()
                try await pool.run(part.map(\.spec)) {
                    try maker.driver(for: $0)
                } observer: { spec in
                    let camera = try studio?.camera(of: part[spec.seed - part[0].seed], spec)
                    return EpisodeWitness(camera: camera) { register.keep($0, of: spec.seed) }
                } delivered: { run in
                    let item = part[run.spec.seed - part[0].seed]
                    tally.add(
                        run, item, fingerprint: register.take(run.spec.seed).text,
                        callSeconds: maker.takeCallSeconds(of: run.spec), footage: studio?.takeFootage(of: item))
                    progress(tally.episodes.count)
                }
            }
        } catch { tally.end(with: error, planned: plan.episodeCount) }
        await pool.close()
        return tally.run(maker.description)
    }
}

/// The fingerprints of episodes that are over, until they are asked for.
private final class FingerprintRegister: Sendable {
    private let bySeed = Mutex<[Int: EpisodeFingerprint]>([:])

    func keep(_ fingerprint: EpisodeFingerprint, of seed: Int) { bySeed.withLock { $0[seed] = fingerprint } }

    /// That of an episode that was played to its end.
    func take(_ seed: Int) -> EpisodeFingerprint {
        bySeed.withLock { $0.removeValue(forKey: seed) } ?? EpisodeFingerprint()
    }
}
