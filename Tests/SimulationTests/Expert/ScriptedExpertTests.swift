import Simulation
import Testing

@Suite struct ScriptedExpertTests {
    @Test(arguments: TaskKind.allCases) func theExpertDoesItsTasksInTheRealPhysics(_ kind: TaskKind) async throws {
        let robot = try Worlds.robot()
        let pool = try EpisodePool(robot, workers: 2)
        let specs = (0..<4).map { EpisodeSpec(kind, seed: $0) }
        let runs = try await pool.run(specs, driver: { try ExpertDriver($0.goal, robot: robot) })
        #expect(runs.map(\.outcome.success) == Array(repeating: true, count: specs.count))
        #expect(runs.allSatisfy { $0.outcome.followedLanguage == true })
    }

    @Test(arguments: TaskKind.allCases) func theExpertRecoversFromNoise(_ kind: TaskKind) async throws {
        let robot = try Worlds.robot()
        let pool = try EpisodePool(robot, workers: 2)
        let specs = (10..<14).map { EpisodeSpec(kind, seed: $0) }
        let runs = try await pool.run(specs, driver: { try ExpertDriver($0.goal, robot: robot) }, noiseLevel: 0.05)
        #expect(runs.count { $0.outcome.success } >= 3)
    }

    /// It has no memory, so a cube that is taken away is gone for.
    @Test func theExpertFollowsACubeThatIsMoved() throws {
        let expert = ScriptedExpert(.pick(colour: .green), kinematics: try Kinematics(Worlds.robot()))
        let world = try Worlds.world()
        var monitor = try TaskMonitor(expert.goal, from: world.state)
        for step in 0..<60 where !monitor.isSuccess {
            if step == 8 { try world.moveCube(.green, to: SceneLayout.Place(x: 0.2, y: 0.14)) }
            try world.step(expert.command(in: world.state))
            monitor.observe(world.state)
        }
        #expect(monitor.isSuccess)
    }

    @Test func commandsAreSmallSteps() throws {
        let expert = ScriptedExpert(.pick(colour: .red), kinematics: try Kinematics(Worlds.robot()))
        let world = try Worlds.world()
        for _ in 0..<15 {
            let before = world.state.command
            let command = try expert.command(in: world.state)
            for (old, new) in zip(before.radians, command.radians) { #expect(abs(new - old) <= 0.3501) }
            try world.step(command)
        }
    }

    @Test func anExpertWithoutItsObjectSaysSo() throws {
        let kinematics = try Kinematics(Worlds.robot())
        let state = try Worlds.world().state
        let missing = #expect(throws: EpisodeError.self) {
            try ScriptedExpert(.pick(colour: .purple), kinematics: kinematics).command(in: state)
        }
        #expect(missing == .missingObject("purple cube", goal: .pick(colour: .purple)))
        #expect(throws: EpisodeError.self) {
            try ScriptedExpert(.bowl(colour: .red), kinematics: kinematics).command(in: state)
        }
    }
}
