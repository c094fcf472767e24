import Simulation
import Testing

@Suite struct PushMonitorTests {
    private func episode(_ side: PushSide = .left) throws -> HandMadeEpisode {
        var episode = try HandMadeEpisode(.push(colour: .green, side: side))
        episode.green.touchesFixedJaw = true
        episode.pass(1)
        return episode
    }

    @Test(arguments: PushSide.allCases) func fiveCentimetresToTheSideAreASuccess(_ side: PushSide) throws {
        var episode = try episode(side)
        episode.green.lies(at: 0.21, 0.051 * side.direction)
        episode.pass(3)
        #expect(!episode.monitor.isSuccess)
        episode.pass(1)
        #expect(episode.monitor.isSuccess && episode.monitor.outcome.followedLanguage == true)
    }

    @Test func lessIsNot() throws {
        var episode = try episode()
        episode.green.lies(at: 0.2, 0.045)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .pushedTooLittle)
    }

    @Test(arguments: [(0.2, -0.08), (0.27, 0.04), (0.14, 0)]) func theOtherWayIsNot(_ x: Double, _ y: Double) throws {
        var episode = try episode()
        episode.green.lies(at: x, y)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .pushedWrongWay)
    }

    @Test func pushedOffTheTableIsAFailure() throws {
        var episode = try episode()
        // On the way down it is still over the table's height for a moment.
        episode.green.lies(at: 0.2, 0.42)
        episode.green.touchesTable = false
        episode.pass(1)
        episode.green.position[2] = -0.39
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .leftTheTable)
    }

    @Test func outOfReachIsAFailure() throws {
        var episode = try episode()
        episode.green.lies(at: 0.2, 0.38)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .leftTheTable)
    }

    @Test func carriedIsNotPushed() throws {
        var episode = try episode()
        episode.green.isHeld(at: [0.2, 0.03, 0.05])
        episode.pass(1)
        episode.green.lies(at: 0.2, 0.08)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .grippedInstead)
    }

    @Test func draggedBetweenTheJawsIsNotPushed() throws {
        var episode = try episode()
        episode.green.touchesMovingJaw = true
        episode.jaws = (target: -0.05, angle: 0.26)
        episode.pass(3)
        episode.green.lies(at: 0.2, 0.08)
        episode.pass(20)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .grippedInstead)
    }

    @Test func twoJawsSideBySideMayPush() throws {
        var episode = try episode()
        episode.green.touchesMovingJaw = true
        episode.jaws = (target: -0.05, angle: -0.05)
        episode.pass(10)
        episode.green.lies(at: 0.2, 0.08)
        // The jaws must be off it, and it must rest.
        episode.green.touchesFixedJaw = true
        episode.pass(10)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .timeOver)
        episode.green.touchesFixedJaw = false
        episode.green.velocity = [0, 0.2, 0]
        episode.pass(10)
        #expect(!episode.monitor.isSuccess)
        episode.green.velocity = [0, 0, 0]
        episode.pass(4)
        #expect(episode.monitor.isSuccess)
    }

    @Test func everyCauseSaysWhatItMeans() {
        for cause in FailureCause.allCases { #expect(cause.explanation.count > 20 && cause.explanation.hasSuffix(".")) }
    }
}
