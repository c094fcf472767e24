import Simulation
import Testing

/// The monitor against the real physics, without an expert.
@Suite struct PhysicalOutcomeTests {
    @Test func aCubeThatFallsFromAHeightWasNotPicked() throws {
        let world = try Worlds.world()
        var monitor = try TaskMonitor(.pick(colour: .green), from: world.state)
        try world.moveCube(.green, to: SIMD3(0.2, 0.09, 0.5))
        for _ in 0..<10 {
            try world.step(Worlds.home)
            monitor.observe(world.state)
        }
        #expect(!monitor.isSuccess && monitor.outcome.failure == .neverGrasped)
    }

    @Test func aCubeThatFallsIntoTheBowlIsInIt() throws {
        let world = try Worlds.world(Worlds.withBowl)
        var monitor = try TaskMonitor(.bowl(colour: .green), from: world.state)
        let bowl = try #require(world.state.bowl)
        try world.moveCube(.green, to: SIMD3(bowl[0], bowl[1], 0.06), yaw: 0.5)
        for _ in 0..<20 where !monitor.isSuccess {
            try world.step(Worlds.home)
            monitor.observe(world.state)
        }
        #expect(monitor.isSuccess)
    }

    @Test func aCubeBesideTheBowlIsNot() throws {
        let world = try Worlds.world(Worlds.withBowl)
        var monitor = try TaskMonitor(.bowl(colour: .green), from: world.state)
        let bowl = try #require(world.state.bowl)
        try world.moveCube(.green, to: SIMD3(bowl[0] - 0.08, bowl[1], 0.03))
        for _ in 0..<20 {
            try world.step(Worlds.home)
            monitor.observe(world.state)
        }
        #expect(!monitor.isSuccess)
    }

    @Test func aCubeOverTheEdgeLeavesTheTable() throws {
        let world = try Worlds.world()
        var monitor = try TaskMonitor(.push(colour: .green, side: .left), from: world.state)
        try world.moveCube(.green, to: SIMD3(0.2, 0.45, 0.02))
        for _ in 0..<20 {
            try world.step(Worlds.home)
            monitor.observe(world.state)
        }
        #expect(!monitor.isSuccess && monitor.outcome.failure == .leftTheTable)
    }
}
