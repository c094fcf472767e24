import Embodiment

/// A request with all that its session adds to it.
struct PlannedRound {
    /// The request's place among those that came together.
    let index: Int
    let request: ActionRequest
    let arrival: ContinuousClock.Instant
    /// As it was when the round was begun.
    let session: Session
    /// Steps of the last chunk that were executed, at most all.
    let executedSteps: Int
    /// One per observation; `nil` where the chunks are free.
    let guidance: [ChunkGuidance]?

    /// The number of the last round that was answered.
    var base: Int { session.round?.number ?? 0 }

    /// What must be equal in the requests of one batch.
    struct Kind: Hashable {
        /// Numbers of noise per observation; noise of one wrong size must not be made up for by another's.
        let noise: Int?
        let isGuided: Bool
        let hasEvenNoise: Bool
    }

    var kind: Kind {
        let (numbers, count) = (request.noise?.count, request.observations.count)
        return Kind(
            noise: numbers.map { $0 / count }, isGuided: guidance != nil,
            hasEvenNoise: numbers.map { $0 % count == 0 } ?? true)
    }
}

extension Session {
    /// Throws ``ControlError`` for a request that makes no sense.
    func plan(
        _ request: ActionRequest, index: Int, at arrival: ContinuousClock.Instant, _ options: ControlOptions
    ) throws(ControlError) -> PlannedRound {
        guard !request.observations.isEmpty else { throw .noObservations }
        if let steps = request.executedSteps, steps < 0 { throw .negativeExecutedSteps(steps) }
        let horizon = round?.chunks.first?.horizon ?? 0
        let executed = request.executedSteps.map { min($0, horizon) } ?? executedSteps(by: arrival, at: options.rate)
        var guidance: [ChunkGuidance]?
        if case .realTimeChunking(let chunking) = options.mode {
            guidance = self.guidance(request.observations.count, executed, chunking)
        }
        return PlannedRound(
            index: index, request: request, arrival: arrival, session: self, executedSteps: executed,
            guidance: guidance)
    }

    /// What is left of the last chunks; `nil` where there is none for each observation.
    private func guidance(_ count: Int, _ executed: Int, _ options: RTCOptions) -> [ChunkGuidance]? {
        guard let round, round.predictions.count == count else { return nil }
        let delay = delay?.steps ?? 0
        let guidance = round.predictions.map { previous in
            ChunkGuidance(
                previous: previous.advanced(by: executed),
                weights: options.mask.weights(horizon: previous.rows, delay: delay, executed: executed))
        }
        return guidance.contains { $0.weights.contains { $0 > 0 } } ? guidance : nil
    }
}
