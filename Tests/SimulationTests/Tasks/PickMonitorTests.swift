import Simulation
import Testing

@Suite struct PickMonitorTests {
    @Test func aCubeThatIsHeldUpIsASuccess() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.pass(3)
        episode.green.isHeld(at: [0.2, 0, 0.08])
        episode.pass(5)
        #expect(!episode.monitor.isSuccess)
        episode.pass(1)
        #expect(episode.monitor.isSuccess && !episode.monitor.isSuccess(stepsMore: 1))
        #expect(
            episode.monitor.outcome
                == EpisodeOutcome(
                    success: true, steps: 9, firstTouched: .green, followedLanguage: true, failure: nil))
    }

    @Test func aCubeThatWasNeverTouchedIsAFailure() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.pass(80)
        let outcome = episode.monitor.outcome
        #expect(!outcome.success && outcome.failure == .touchedNothing)
        #expect(outcome.firstTouched == nil && outcome.followedLanguage == nil)
    }

    @Test func theOtherCubeIsAFailure() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.red.isHeld(at: [0.2, 0.08, 0.09])
        episode.pass(20)
        let outcome = episode.monitor.outcome
        #expect(!outcome.success && outcome.failure == .wentToOtherCube)
        #expect(outcome.firstTouched == .red && outcome.followedLanguage == false)
    }

    @Test func aGraspThatSlipsIsAFailure() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        for _ in 0..<4 {
            // Held for five steps at a time, which is one too few.
            episode.green.isHeld(at: [0.2, 0, 0.08])
            episode.pass(5)
            episode.green.touchesMovingJaw = false
            episode.pass(1)
        }
        episode.green.lies(at: 0.2, 0)
        episode.pass(2)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .slipped)
    }

    @Test func aThrownCubeIsAFailure() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.green.touchesFixedJaw = true
        episode.pass(1)
        episode.green.lies(at: 0.2, 0)
        episode.green.touchesTable = false
        episode.green.position[2] = 0.2
        episode.pass(10)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .neverGrasped)
    }

    @Test func aCubeOffTheTableIsAFailure() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.green.touchesFixedJaw = true
        episode.pass(1)
        episode.green.lies(at: 0.2, 0.41)
        episode.green.position[2] = -0.3
        episode.pass(10)
        #expect(episode.monitor.outcome.failure == .leftTheTable)
    }

    @Test func aCubeThatIsHeldLowIsNotLifted() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.green.isHeld(at: [0.2, 0, 0.05])
        episode.pass(30)
        #expect(!episode.monitor.isSuccess && episode.monitor.outcome.failure == .timeOver)
    }

    /// Contacts are seen once per control step; a cube that was struck between two of them is elsewhere in the next.
    @Test func aCubeThatMovedWasTouched() throws {
        var episode = try HandMadeEpisode(.pick(colour: .green))
        episode.red.lies(at: 0.2, 0.09)
        episode.pass(1)
        episode.green.lies(at: 0.21, 0)
        episode.pass(1)
        #expect(episode.monitor.firstTouched == .red)
        #expect(episode.monitor.outcome.failure == .neverGrasped)
    }

    @Test func aGoalNeedsItsCube() {
        let missing = #expect(throws: EpisodeError.self) { try HandMadeEpisode(.pick(colour: .purple)) }
        #expect(missing == .missingObject("purple cube", goal: .pick(colour: .purple)))
    }
}
