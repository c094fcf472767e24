import Embodiment
import Wire

/// What is known of one robot between the calls of its client.
///
/// The reference drops observations whose joints are within 1 of the last one's, whatever their unit. Here none is
/// dropped for that: an arm that stands still because an answer was lost would never get another. What bounds the work
/// is that only the newest observation waits, and that a timestep is answered once.
actor LeRobotSession {
    /// An observation that waits for `GetActions`.
    struct Frame: Sendable {
        let observation: Observation
        let timestamp: Double
        let timestep: Int
        /// When it came here.
        let arrival: ContinuousClock.Instant
    }

    struct Setup: Sendable {
        let mapping: LeRobotMapping
        let actionsPerChunk: Int
    }

    nonisolated let id: SessionID
    nonisolated let slot = ObservationSlot<Frame>()
    private(set) var setup: Setup?
    /// Of the last observation that was answered.
    private(set) var answered: Int?

    init(id: SessionID) { self.id = id }

    /// The client starts an episode.
    func restart() {
        slot.empty()
        answered = nil
    }

    func set(_ setup: Setup) { self.setup = setup }

    /// Throws ``LeRobotError/notSetUp``.
    func requireSetup() throws(LeRobotError) -> Setup {
        guard let setup else { throw .notSetUp }
        return setup
    }

    /// Lets an observation wait, unless its timestep has been answered and it need not be again.
    func offer(_ frame: Frame, mustGo: Bool) -> Bool {
        if !mustGo, let answered, frame.timestep <= answered { return false }
        slot.put(frame)
        return true
    }

    func noteAnswer(to timestep: Int) { answered = timestep }
}
