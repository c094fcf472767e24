import Simulation
import Testing

@Suite struct BowlMonitorTests {
    private let bowl = [0.2, -0.1]

    /// Grasped and over the bowl.
    private func carried() throws -> HandMadeEpisode {
        var episode = try HandMadeEpisode(.bowl(colour: .green))
        episode.green.isHeld(at: [0.2, 0, 0.08])
        episode.pass(3)
        episode.green.isHeld(at: bowl + [0.06])
        episode.pass(2)
        return episode
    }

    @Test func aCubeThatLiesInTheBowlIsASuccess() throws {
        var episode = try carried()
        episode.green.lies(in: bowl)
        episode.pass(3)
        #expect(!episode.monitor.isSuccess)
        episode.pass(1)
        #expect(episode.monitor.isSuccess && episode.monitor.outcome.followedLanguage == true)
    }

    @Test func aCubeThatIsStillHeldIsNot() throws {
        var episode = try carried()
        episode.green.lies(in: bowl)
        (episode.green.touchesFixedJaw, episode.green.touchesMovingJaw) = (true, true)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .notReleased)
        episode.green.isHeld(at: bowl + [0.06])
        episode.pass(1)
        #expect(episode.monitor.outcome.failure == .notReleased)
    }

    @Test func aCubeThatStillRollsIsNot() throws {
        var episode = try carried()
        episode.green.lies(in: bowl)
        episode.green.velocity = [0.1, 0, 0]
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .timeOver)
    }

    @Test func theWrongCubeInTheBowlIsAFailure() throws {
        var episode = try HandMadeEpisode(.bowl(colour: .green))
        episode.red.isHeld(at: bowl + [0.06])
        episode.pass(3)
        episode.red.lies(in: bowl)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .wentToOtherCube)
    }

    @Test func besideTheBowlIsAFailure() throws {
        var episode = try carried()
        episode.green.lies(at: 0.2, -0.03)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .missedTheBowl)
    }

    @Test func againstItsWallIsAFailure() throws {
        var episode = try carried()
        episode.green.lies(at: 0.2, -0.165)
        episode.green.touchesBowl = true
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .missedTheBowl)
        // Across its rim.
        episode.green.position = [0.2, -0.148, 0.04]
        episode.green.touchesTable = false
        episode.pass(20)
        #expect(!episode.monitor.isSuccess)
    }

    @Test func lostOnTheWayIsASlip() throws {
        var episode = try HandMadeEpisode(.bowl(colour: .green))
        episode.green.isHeld(at: [0.2, 0.04, 0.08])
        episode.pass(3)
        episode.green.lies(at: 0.2, 0.03)
        episode.pass(20)
        #expect(episode.monitor.outcome.failure == .slipped)
    }

    @Test func aBowlIsNeeded() throws {
        let state = WorldState(
            time: 0, joints: JointAngles(radians: Array(repeating: 0, count: 6)),
            command: JointAngles(radians: Array(repeating: 0, count: 6)), gripperPoint: [0, 0, 0],
            cubes: [.init(colour: .green, position: [0.2, 0, 0.0125])])
        let missing = #expect(throws: EpisodeError.self) { try TaskMonitor(.bowl(colour: .green), from: state) }
        #expect(missing == .missingObject("bowl", goal: .bowl(colour: .green)))
    }
}
