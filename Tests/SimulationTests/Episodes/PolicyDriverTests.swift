import Embodiment
import Simulation
import Synchronization
import Testing

@Suite struct PolicyDriverTests {
    private func run(_ policy: ToyPolicy, horizon: Int = 8, noise: Int? = nil) async throws -> EpisodeRun {
        let drawn = EpisodeSpec(.pick, seed: 2)
        let spec = EpisodeSpec(seed: 2, instruction: drawn.instruction, layout: drawn.layout, stepLimit: 20)
        return try await EpisodeRunner(Worlds.robot()).run(spec) { spec in
            try PolicyDriver(
                policy, session: SessionID("episode \(spec.seed)"), executionHorizon: horizon,
                noise: noise.map { PolicyNoise(seed: spec.seed, count: $0) })
        }
    }

    @Test func aPolicyIsAskedOncePerHorizon() async throws {
        let policy = ToyPolicy()
        let run = try await run(policy)
        #expect(run.outcome.steps == 20 && run.decisionSeconds.count == 3)
        let (requests, resets) = policy.seen
        #expect(requests.map(\.executedSteps) == [nil, 8, 8])
        #expect(Set(requests.map(\.session)) == [SessionID("episode 2")])
        #expect(resets == [SessionID("episode 2"), SessionID("episode 2")])
        #expect(requests.allSatisfy { $0.noise == nil })
        for observation in requests.flatMap(\.observations) {
            #expect(Set(observation.video.keys) == ["front", "wrist"])
            #expect(observation.video["front"]?.first?.width == 96)
            #expect(observation.state["single_arm"]?.columns == 5 && observation.state["gripper"]?.columns == 1)
            #expect(observation.annotation["human.task_description"] == [run.spec.instruction.text])
        }
    }

    @Test func chunksAreCarriedOut() async throws {
        let policy = ToyPolicy()
        _ = try await run(policy)
        // The toy closes the gripper to 20 % and turns the pan to 30 degrees.
        let last = try #require(policy.seen.requests.last?.observations.first)
        #expect(abs((last.state["gripper"]?[0, 0] ?? 0) - 20) < 1)
        #expect(abs((last.state["single_arm"]?[0, 0] ?? 0) - 30) < 1)
    }

    @Test func noiseFollowsFromSeedAndRound() async throws {
        let (first, second) = (ToyPolicy(), ToyPolicy())
        _ = try await run(first, noise: 512)
        _ = try await run(second, noise: 512)
        let noise = first.seen.requests.map { $0.noise ?? [] }
        #expect(noise == second.seen.requests.map { $0.noise ?? [] })
        #expect(noise.allSatisfy { $0.count == 512 } && Set(noise).count == 3)
        let values = PolicyNoise(seed: 4, count: 20_000).values(round: 1).map(Double.init)
        let mean = values.reduce(0, +) / 20_000
        #expect(abs(mean) < 0.03 && abs(values.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.05)
        #expect(PolicyNoise(seed: 5, count: 4).values(round: 1) != PolicyNoise(seed: 4, count: 4).values(round: 1))
    }

    @Test func chunksThatCannotBeCarriedOutAreRefused() {
        let arm = Matrix(rows: 16, columns: 5)
        let gripper = Matrix(rows: 16, columns: 1)
        var broken = arm
        broken[3, 2] = .nan
        let chunks: [([String: Matrix], String)] = [
            (["arm": arm, "gripper": gripper], "no action.single_arm, only action.arm, action.gripper"),
            (["single_arm": arm], "no action.gripper"),
            (["single_arm": Matrix(rows: 16, columns: 6), "gripper": gripper], "6 wide"),
            (["single_arm": Matrix(rows: 4, columns: 5), "gripper": gripper], "has 4 steps"),
            (["single_arm": broken, "gripper": gripper], "nan in step 3"),
        ]
        for (actions, words) in chunks {
            let error = #expect(throws: EpisodeError.self) { try ActionChunk(actions: actions).commands(8) }
            #expect(error.map { "\($0)".contains(words) } == true, "\(words): \(String(describing: error))")
        }
        // What is not carried out may be anything.
        #expect(throws: Never.self) {
            try ActionChunk(actions: ["single_arm": broken, "gripper": gripper]).commands(3)
        }
    }

    @Test func theHorizonIsChecked() {
        #expect(throws: EpisodeError.self) {
            try PolicyDriver(ToyPolicy(), session: SessionID("a"), executionHorizon: 0)
        }
    }
}

/// Always says the same, and remembers what it was asked.
private final class ToyPolicy: ServedPolicy {
    private let log = Mutex<(requests: [ActionRequest], resets: [SessionID])>(([], []))

    var seen: (requests: [ActionRequest], resets: [SessionID]) { log.withLock(\.self) }
    var modalityConfigs: [String: ModalityConfig] { [:] }

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        log.withLock { $0.requests.append(request) }
        let pose: [Double] = [30, -60, 55, 55, 0]
        let arm = [[Double]](repeating: pose, count: 16).joined()
        return ActionReply(chunks: [
            ActionChunk(actions: [
                "single_arm": Matrix(rows: 16, columns: 5, values: Array(arm)),
                "gripper": Matrix(rows: 16, columns: 1, repeating: 20),
            ])
        ])
    }

    func reset(_ session: SessionID) async { log.withLock { $0.resets.append(session) } }
}
