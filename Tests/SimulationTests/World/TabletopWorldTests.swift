import Embodiment
import Foundation
import Media
import MuJoCo
import Simulation
import Testing

@Suite struct TabletopWorldTests {
    @Test func aCubeRestsWhereTheLayoutPutsIt() throws {
        let world = try Worlds.world(Worlds.withBowl)
        let start = world.state
        for _ in 0..<20 { try world.step(Worlds.home) }
        let end = world.state
        #expect(abs(end.time - 2) < 1e-9)
        for (cube, wanted) in zip([start, end].flatMap(\.cubes), Worlds.withBowl.cubes + Worlds.withBowl.cubes) {
            #expect(cube.colour == wanted.colour)
            #expect(abs(cube.position[0] - wanted.x) < 1e-4 && abs(cube.position[1] - wanted.y) < 1e-4)
            #expect(abs(cube.position[2] - 0.0125) < 3e-4)
            #expect(abs(cube.yaw - wanted.yaw) < 1e-3)
            #expect(cube.velocity.allSatisfy { abs($0) < 1e-3 })
            #expect(cube.touchesTable && !cube.touchesBowl && !cube.isTouched)
        }
        let bowl = try #require(end.bowl)
        #expect(abs(bowl[0] - 0.23) < 1e-3 && abs(bowl[1] - 0.02) < 1e-3)
        #expect(try Worlds.world().state.bowl == nil)
    }

    @Test func commandsMoveTheArmAndAreTakenIntoTheRanges() throws {
        let world = try Worlds.world()
        let target = JointAngles(radians: [0.6, -0.8, 0.7, 0.8, -0.5, 0.4])
        for _ in 0..<15 { try world.step(target) }
        for (angle, wanted) in zip(world.state.joints.radians, target.radians) { #expect(abs(angle - wanted) < 0.02) }
        #expect(world.state.command == target)
        try world.step(JointAngles(radians: [9, -9, 0, 0, 0, 0]))
        #expect(world.state.command.radians[0] == world.jointRanges[0].upperBound)
        #expect(world.state.command.radians[1] == world.jointRanges[1].lowerBound)
    }

    @Test func theSameCommandsGiveTheSameEpisodeBitForBit() throws {
        let world = try Worlds.world(Worlds.withBowl)
        let first = try Self.play(world)
        // Another scene, another look, an error, a hand in the scene: nothing of it may be left.
        var other = Worlds.layout
        other.appearance.table = [0.2, 0.3, 0.4]
        other.appearance.shade = [[0.1, 0, 0], [0, 0.1, 0], [0, 0, 0.1]]
        other.appearance.light = 0.5
        other.appearance.ambient = 1.4
        other.appearance.lightShift = [0.3, -0.3, 0]
        other.appearance.frontShift = [0.01, 0, 0.01, 0.02, 0, 0.01]
        other.appearance.wristShift = [0, 0.002, 0, 0, 0.03, 0]
        try world.reset(to: other)
        for step in 0..<5 { try world.step(Worlds.command(step + 3)) }
        try world.moveCube(.green, to: SIMD3(0.2, 0, 0.1))
        #expect(throws: WorldError.self) { try world.step(JointAngles(radians: Array(repeating: .nan, count: 6))) }
        try world.reset(to: Worlds.withBowl)
        #expect(try Self.play(world) == first)
        #expect(try Self.play(Worlds.world(Worlds.withBowl)) == first)
    }

    @Test func worldsSideBySideDoNotDisturbEachOther() async throws {
        let alone = try Self.play(Worlds.world())
        let together = try await withThrowingTaskGroup(of: Episode.self) { group in
            for _ in 0..<3 { group.addTask { try Self.play(Worlds.world()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together.allSatisfy { $0 == alone })
    }

    @Test func closedJawsHoldACubeAndOpenOnesLetItGo() throws {
        var layout = Worlds.layout
        layout.start = JointAngles(radians: [0, -0.2, 0.1, 1.4, 0, 0.5])
        let world = try Worlds.world(layout)
        var joints = layout.start.radians
        let point = world.state.gripperPoint
        #expect(point[2] > 0.05)
        joints[5] = -0.05
        // A hand holds the cube there until the jaws have it.
        for _ in 0..<6 where world.state[.green]?.isGrasped == false {
            try world.moveCube(.green, to: SIMD3(point[0], point[1], point[2]))
            #expect(world.state[.green]?.touchesTable == false)
            try world.step(JointAngles(radians: joints))
        }
        joints[0] = 0.5
        for _ in 0..<12 { try world.step(JointAngles(radians: joints)) }
        let (held, end) = (try #require(world.state[.green]), world.state.gripperPoint)
        #expect(held.isGrasped && !held.touchesTable)
        #expect(hypot(held.position[0] - end[0], held.position[1] - end[1]) < 0.02)
        #expect(abs(end[1]) > 0.05)
        #expect(world.state[.red]?.isTouched == false)
        joints[5] = 1
        for _ in 0..<10 { try world.step(JointAngles(radians: joints)) }
        let dropped = try #require(world.state[.green])
        #expect(!dropped.isTouched && dropped.touchesTable && dropped.position[2] < 0.03)
    }

    @Test(arguments: [(0.0, 0.0), (0.02, 0.0), (-0.012, 0.018)])
    func theBowlHoldsACubeThatIsDroppedIn(_ offset: (x: Double, y: Double)) throws {
        let world = try Worlds.world(Worlds.withBowl)
        try world.moveCube(.red, to: SIMD3(0.23 + offset.x, 0.02 + offset.y, 0.07), yaw: 0.5)
        for _ in 0..<15 { try world.step(Worlds.home) }
        let (cube, bowl) = (try #require(world.state[.red]), try #require(world.state.bowl))
        #expect(cube.touchesBowl && !cube.touchesTable && !cube.isTouched)
        #expect(hypot(cube.position[0] - bowl[0], cube.position[1] - bowl[1]) < 0.03)
        #expect(cube.position[2] > 0.014 && cube.position[2] < 0.035)
        #expect(cube.velocity.allSatisfy { abs($0) < 0.01 })
        #expect(hypot(bowl[0] - 0.23, bowl[1] - 0.02) < 0.01)
    }

    @Test func aCubeOverTheEdgeOfTheTableFalls() throws {
        let world = try Worlds.world()
        try world.moveCube(.red, to: .init(x: 0.3, y: -0.43))
        for _ in 0..<10 { try world.step(Worlds.home) }
        let cube = try #require(world.state[.red])
        #expect(cube.position[2] < -0.3 && !cube.touchesTable)
    }

    @Test func anObservationHasTheKeysAndUnitsOfTheDataConfig() throws {
        let world = try Worlds.world()
        let observation = try world.observation(instruction: "pick up the green cube")
        #expect(Set(observation.video.keys) == ["front", "wrist"])
        #expect(observation.video.values.allSatisfy { $0.count == 1 && $0[0].width == 96 && $0[0].height == 96 })
        #expect(observation.annotation == ["human.task_description": ["pick up the green cube"]])
        let arm = try #require(observation.state["single_arm"])
        #expect((arm.rows, arm.columns) == (1, 5))
        for (angle, degrees) in zip(Worlds.home.radians, arm.values) {
            #expect(abs(angle * 180 / .pi - degrees) < 1e-9)
        }
        let gripper = try #require(observation.state["gripper"])
        #expect((gripper.rows, gripper.columns) == (1, 1))
        #expect(abs(gripper.values[0] - 100 * (1 + 0.174533) / (1.74533 + 0.174533)) < 1e-6)
    }

    /// States and pictures of some steps.
    private struct Episode: Equatable, Sendable {
        var states: [WorldState] = []
        var pictures: [Image] = []
    }

    private static func play(_ world: TabletopWorld) throws -> Episode {
        var episode = Episode()
        for step in 0..<12 {
            try world.step(Worlds.command(step))
            episode.states.append(world.state)
            let images = try world.render()
            episode.pictures += [images.front, images.wrist]
        }
        return episode
    }
}
