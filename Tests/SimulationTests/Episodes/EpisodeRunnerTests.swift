import Foundation
import Simulation
import Synchronization
import Testing

@Suite struct EpisodeRunnerTests {
    private func specs(_ count: Int) -> [EpisodeSpec] {
        (0..<count).map { seed in
            let drawn = EpisodeSpec(.pick, seed: seed)
            return EpisodeSpec(seed: seed, instruction: drawn.instruction, layout: drawn.layout, stepLimit: 20)
        }
    }

    @Test func holdingStillTouchesNothing() async throws {
        let runner = EpisodeRunner(try Worlds.robot())
        let run = try await runner.run(EpisodeSpec(.bowl, seed: 3), driver: { _ in HoldDriver() })
        #expect(
            run.outcome
                == EpisodeOutcome(
                    success: false, steps: 120, firstTouched: nil, followedLanguage: nil, failure: .touchedNothing))
        #expect(run.decisionSeconds.count == 120 && run.seconds > 0)
    }

    /// Every joint of every step, for any number of runners and whatever they did before.
    @Test func theNumberOfRunnersChangesNothing() async throws {
        var paths: [[Int: [JointAngles]]] = []
        for workers in [1, 3] {
            let log = PathLog()
            let pool = try EpisodePool(Worlds.robot(), workers: workers)
            let order = Mutex<[Int]>([])
            let runs = try await pool.run(
                specs(6), driver: { RandomDriver(seed: $0.seed) }, noiseLevel: 0.05,
                observer: { PathObserver(seed: $0.seed, log: log) },
                delivered: { run in order.withLock { $0.append(run.spec.seed) } })
            #expect(runs.map(\.spec.seed) == Array(0..<6))
            #expect(order.withLock(\.self) == Array(0..<6))
            paths.append(log.all)
        }
        #expect(paths[0].count == 6 && paths[0][0]?.count == 21)
        #expect(paths[0] == paths[1])
        #expect(paths[0][0] != paths[0][1])
    }

    @Test func anErrorSaysWhichEpisodeAndComesAfterThoseBefore() async throws {
        let pool = try EpisodePool(Worlds.robot(), workers: 2)
        let specs = specs(5)
        let delivered = Mutex<[Int]>([])
        let error = await #expect(throws: EpisodeError.self) {
            try await pool.run(
                specs, driver: { spec in if spec.seed == 2 { SilentDriver() } else { HoldDriver() } },
                delivered: { run in delivered.withLock { $0.append(run.spec.seed) } })
        }
        #expect(delivered.withLock(\.self) == [0, 1])
        guard case .interrupted(let seed, let instruction, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(seed == 2 && instruction == specs[2].instruction.text && reason.contains("no command for step 0"))
    }

    @Test func noiseMeetsTheMotorsAndNotTheDemonstration() async throws {
        let robot = try Worlds.robot()
        let log = NoiseLog()
        let spec = EpisodeSpec(.pick, seed: 4)
        _ = try await EpisodeRunner(robot).run(
            spec, driver: { try ExpertDriver($0.goal, robot: robot) }, noise: CommandNoise(level: 0.05, seed: 4),
            observer: { spec in
                NoiseObserver(expert: ScriptedExpert(spec.goal, kinematics: try Kinematics(robot)), log: log)
            })
        let (clean, disturbed) = log.counts
        #expect(clean > 5 && disturbed > 3)
    }

    @Test func cancellingEndsAnEpisode() async throws {
        let runner = EpisodeRunner(try Worlds.robot())
        let drawn = EpisodeSpec(.pick, seed: 1)
        let endless = EpisodeSpec(
            seed: 1, instruction: drawn.instruction, layout: drawn.layout, stepLimit: 1_000_000)
        let task = Task { try await runner.run(endless, driver: { _ in HoldDriver() }) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // The world is still good.
        let run = try await runner.run(specs(1)[0], driver: { _ in HoldDriver() })
        #expect(run.outcome.steps == 20)
    }

    @Test func aRunnerDoesOneThingAtATime() async throws {
        let runner = EpisodeRunner(try Worlds.robot())
        let spec = specs(1)[0]
        let error = await #expect(throws: EpisodeError.self) {
            try await runner.run(spec, driver: { _ in NestingDriver(runner: runner, spec: spec) })
        }
        #expect(error == .runnerBusy)
    }

    @Test func workersAreChecked() throws {
        let robot = try Worlds.robot()
        #expect(throws: EpisodeError.self) { try EpisodePool(robot, workers: 0) }
    }
}

private struct SilentDriver: EpisodeDriver {
    nonisolated(nonsending) func commands(at moment: EpisodeMoment) async throws -> [JointAngles] { [] }
}

/// Asks the runner that it runs on for another episode.
private struct NestingDriver: EpisodeDriver {
    let runner: EpisodeRunner
    let spec: EpisodeSpec

    nonisolated(nonsending) func commands(at moment: EpisodeMoment) async throws -> [JointAngles] {
        _ = try await runner.run(spec, driver: { _ in HoldDriver() })
        return [moment.state.command]
    }
}

/// Joints by seed.
private final class PathLog: Sendable {
    private let paths = Mutex<[Int: [JointAngles]]>([:])

    var all: [Int: [JointAngles]] { paths.withLock(\.self) }

    func add(_ joints: JointAngles, _ seed: Int) { paths.withLock { $0[seed, default: []].append(joints) } }
}

private struct PathObserver: EpisodeObserver {
    let seed: Int
    let log: PathLog

    func willExecute(_ command: JointAngles, executed: JointAngles, at moment: EpisodeMoment) {
        log.add(moment.state.joints, seed)
    }

    func didEnd(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) { log.add(moment.state.joints, seed) }
}

/// How many commands were carried out as they were meant, and how many were not.
private final class NoiseLog: Sendable {
    private let log = Mutex((clean: 0, disturbed: 0))

    var counts: (clean: Int, disturbed: Int) { log.withLock(\.self) }

    func add(_ isDisturbed: Bool) {
        log.withLock { if isDisturbed { $0.disturbed += 1 } else { $0.clean += 1 } }
    }
}

private struct NoiseObserver: EpisodeObserver {
    let expert: ScriptedExpert
    let log: NoiseLog

    func willExecute(_ command: JointAngles, executed: JointAngles, at moment: EpisodeMoment) throws {
        let wanted = try expert.command(in: moment.state)
        #expect(command == wanted)
        log.add(command != executed)
    }

    func didEnd(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) {}
}
