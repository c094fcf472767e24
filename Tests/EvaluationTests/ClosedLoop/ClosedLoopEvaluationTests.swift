import Embodiment
import Evaluation
import Foundation
import Media
import Simulation
import TestSupport
import Testing

/// A policy whose actions follow from the observation and the noise alone, after a while that no one can foresee.
private struct NoisyPolicy: ServedPolicy {
    let horizon = 8
    /// What the name of an episode ends in that fails at its second request, as a server that dies does.
    var lastEpisode: String?
    /// Whether it says how long it took, as `gr00t serve` does and NVIDIA's server does not.
    var isTimed = true

    private struct Gone: Error, CustomStringConvertible { let description = "the server went away" }

    var modalityConfigs: [String: ModalityConfig] { [:] }

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...3)))
        if let lastEpisode, request.executedSteps != nil, request.session.description.hasSuffix(lastEpisode) {
            throw Gone()
        }
        let noise = request.noise ?? []
        let state = request.observations[0].state
        let pixels = request.observations[0].video["wrist"]?[0].pixels ?? []
        let brightness = Double(pixels.reduce(0) { $0 &+ Int($1) } % 97) / 97
        var (arm, gripper) = ([Double](), [Double]())
        for step in 0..<horizon {
            for joint in 0..<5 {
                arm.append((state["single_arm"]?[0, joint] ?? 0) + 2 * Double(noise[step * 6 + joint]) + brightness)
            }
            gripper.append(50 + Double(noise[step * 6 + 5]))
        }
        return ActionReply(
            chunks: [
                ActionChunk(actions: [
                    "single_arm": Matrix(rows: horizon, columns: 5, values: arm),
                    "gripper": Matrix(rows: horizon, columns: 1, values: gripper),
                ])
            ], timing: isTimed ? [StageTime("queue", milliseconds: 900), StageTime("head", milliseconds: 2)] : [])
    }

    func reset(_ session: SessionID) async {}
}

/// Worlds take memory and processors, so that one evaluation after another runs.
@Suite(.serialized) struct ClosedLoopEvaluationTests {
    private static let noisy = EvaluatedPolicy(
        PolicyDescription(.server, name: "noisy"), .policy(NoisyPolicy(), noiseCount: 48))

    private static func run(
        _ policy: EvaluatedPolicy, tasks: [TaskKind] = [.pick], episodes: Int = 2, workers: Int = 1
    ) async throws -> EvaluationRun {
        let plan = try EvaluationPlan(tasks: tasks, episodes: episodes, executionHorizon: 8)
        return try await ClosedLoopEvaluation.run(plan, workers: workers, policy)
    }

    @Test func sameSeedSameEpisodesHoweverManyAtOnce() async throws {
        let (one, two) = (
            try await Self.run(Self.noisy, episodes: 3), try await Self.run(Self.noisy, episodes: 3, workers: 2)
        )
        #expect(one.result.episodes == two.result.episodes)
        #expect(one.result.episodes.map(\.seed) == [1_000_000, 1_000_001, 1_000_002])
        #expect(one.result.episodes.allSatisfy { $0.calls == 10 && $0.steps == 80 && !$0.isSuccess })
        // All fingerprints differ from each other, and from one that saw nothing.
        #expect(Set(one.result.episodes.map(\.fingerprint) + ["cbf29ce484222325"]).count == 4)
        // What it waited in a queue is not the policy's time.
        #expect(two.result.timing.inference.maximum == 0.002)
        #expect(two.result.policy.details.isEmpty)
        #expect(two.result.timing.workers == 2 && two.result.timing.stepsPerSecond > 0)
    }

    @Test func expertPicksAndHoldDoesNot() async throws {
        let expert = try await Self.run(EvaluatedPolicy(PolicyDescription(.expert, name: "expert"), .expert))
        #expect(expert.result.overall.successRate.successes == 2)
        #expect(expert.result.overall.languageFollowing.successes == 2)
        let hold = try await Self.run(EvaluatedPolicy(PolicyDescription(.hold, name: "hold"), .hold), episodes: 1)
        #expect(hold.result.episodes.map(\.failure) == [.touchedNothing])
        #expect(hold.result.overall.languageFollowing == SuccessRate(0, of: 1))
    }

    @Test func keepsWhatWasMeasuredBeforeAServerDied() async throws {
        let dying = EvaluatedPolicy(
            PolicyDescription(.server, name: "dying"), .policy(NoisyPolicy(lastEpisode: "1000001"), noiseCount: 48))
        let run = try await Self.run(dying, episodes: 3)
        let reason = try #require(run.failure?.description)
        #expect(reason.contains("the server went away") && reason.contains("1000001"), "\(reason)")
        #expect(run.result.episodes.map(\.seed) == [1_000_000] && run.result.breakOff == reason)
    }

    @Test func saysThatAServerDrawsItsOwnNoise() async throws {
        let stranger = EvaluatedPolicy(
            PolicyDescription(.server, name: "stranger"), .policy(NoisyPolicy(isTimed: false), noiseCount: 48))
        let run = try await Self.run(stranger, episodes: 1)
        #expect(run.result.policy.details.map(\.name) == ["not repeatable:"])
        #expect(run.result.timing.inference.maximum > 0)
    }

    @Test func stopsWhenItIsCancelled() async throws {
        let plan = try EvaluationPlan(tasks: [.pick], episodes: 1000)
        let work = Task { try await ClosedLoopEvaluation.run(plan, workers: 1, Self.noisy) }
        try await Task.sleep(for: .milliseconds(300))
        work.cancel()
        let run = try await work.value
        #expect(run.failure == nil)
        #expect(run.result.breakOff?.contains("of 1000 episodes") == true)
    }

    @Test func writesVideosAndAPage() async throws {
        try await withTemporaryDirectory { directory in
            let folder = try EvaluationFolder(directory.appending(path: "results"))
            let plan = try EvaluationPlan(tasks: [.pick], episodes: 1)
            let policy = EvaluatedPolicy(PolicyDescription(.hold, name: "hold"), .hold)
            let run = try await ClosedLoopEvaluation.run(plan, workers: 1, policy, videos: (folder.episodes, .failures))
            let report = ClosedLoopReport(plan.setup, run: MadeUp.run, policies: [run.result])
            let files = try folder.write(report, footage: run.footage)
            #expect(files.map { URL(filePath: $0).lastPathComponent } == ["report.html", "results.json", "mosaic.mp4"])
            #expect(files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
            let name = try #require(run.result.episodes.first?.video)
            let video = try VideoReader(folder.directory.appending(path: name))
            // A frame per step, one for the end, and a second with the outcome.
            #expect(video.properties.frameCount == 80 + 1 + 10)
            let page = try String(contentsOf: folder.directory.appending(path: "report.html"), encoding: .utf8)
            #expect(page.contains(name) && page.contains("data:image/jpeg;base64,"))
            #expect(throws: ClosedLoopError.directoryInUse(path: folder.directory.path(percentEncoded: false))) {
                _ = try EvaluationFolder(folder.directory)
            }
        }
    }
}

extension ClosedLoopEvaluation {
    fileprivate static func run(
        _ plan: EvaluationPlan, workers: Int, _ policy: EvaluatedPolicy,
        videos: (directory: URL, choice: VideoChoice)? = nil
    ) async throws -> EvaluationRun {
        try await ClosedLoopEvaluation(plan, workers: workers).run(policy, videos: videos)
    }
}
