import Embodiment

/// What is remembered of one client from round to round.
struct Session {
    /// Differs from that of every other session, also of the same client before a reset.
    let number: Int
    var lastUse: ContinuousClock.Instant
    /// The last round that was answered.
    var round: Round?
    var delay: DelayEstimate?
    /// Per observation of a request, and per joint group.
    var ensembles: [[String: TemporalEnsemble]] = []

    /// A round that was answered.
    struct Round {
        /// Counts the rounds of the session.
        let number: Int
        /// When its request came: close to when its observations were taken.
        let arrival: ContinuousClock.Instant
        /// One per observation.
        let predictions: [ModelChunk]
        /// The policy's chunks within the limits, one per observation.
        let chunks: [ActionChunk]
        /// Their first steps, which the robot was sent.
        let sentSteps: Int
    }

    /// Steps of the last round's chunk that were executed by `arrival`, where the client does not say: as many as it was sent
    /// and had the time for.
    func executedSteps(by arrival: ContinuousClock.Instant, at rate: ControlRate) -> Int {
        guard let round else { return 0 }
        return rate.steps(in: round.arrival.duration(to: arrival), atMost: round.sentSteps)
    }
}
