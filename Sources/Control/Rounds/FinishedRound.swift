import Embodiment

/// What a round comes to: the chunks for the robot, and the session that follows from them.
struct FinishedRound {
    private(set) var session: Session
    /// What the robot is sent, one per observation.
    private(set) var replied: [ActionChunk] = []
    private(set) var notices: [String] = []

    /// Throws ``ControlError`` for chunks that no robot must get.
    init(
        _ round: PlannedRound, chunks: [ActionChunk], predictions: [ModelChunk], _ jointGuard: JointGuard,
        _ options: ControlOptions, at time: ContinuousClock.Instant
    ) throws(ControlError) {
        session = round.session
        guard predictions.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else { throw .notFinitePrediction }
        var chunks = chunks
        if case .ensemble(let decay) = options.mode { chunks = try ensembled(chunks, round, decay) }
        var held: [ActionChunk] = []
        for (index, chunk) in chunks.enumerated() {
            let (chunk, violations) = try jointGuard.checked(chunk, after: FinishedRound.last(round, index))
            held.append(chunk)
            let place = chunks.count > 1 ? "observation \(index): " : ""
            notices += violations.map { place + $0.description }
        }
        replied = options.actionHorizon.map { steps in held.map { $0.prefix(steps) } } ?? held
        if case .realTimeChunking(let chunking) = options.mode, case .measured = chunking.delay {
            session.delay?.record(round.arrival.duration(to: time), at: options.rate)
        }
        session.round = Session.Round(
            number: round.base + 1, arrival: round.arrival, predictions: predictions, chunks: held,
            sentSteps: replied.first?.horizon ?? 0)
    }

    /// Where the joints were sent last, if the client says how far it came; else where they are, by groups of the same name,
    /// and for groups without a state where they would have been sent.
    private static func last(_ round: PlannedRound, _ index: Int) -> [String: [Double]] {
        let positions = round.request.observations[index].state.compactMapValues { matrix in
            matrix.rows > 0 ? Array(matrix.row(matrix.rows - 1)) : nil
        }
        guard let before = round.session.round, before.chunks.indices.contains(index), round.executedSteps > 0 else {
            return positions
        }
        let sent = before.chunks[index].step(round.executedSteps - 1)
        return sent.merging(positions) { round.request.executedSteps == nil ? $1 : $0 }
    }

    private mutating func ensembled(
        _ chunks: [ActionChunk], _ round: PlannedRound, _ decay: Double
    ) throws(ControlError) -> [ActionChunk] {
        if session.ensembles.count != chunks.count { session.ensembles = chunks.map { _ in [:] } }
        let empty = try TemporalEnsemble(decay: decay)
        var result = chunks
        for (index, chunk) in chunks.enumerated() {
            _ = try chunk.checkedHorizon()
            for (group, matrix) in chunk.actions {
                // What is no number would stay in the averages for ever; the guard refuses the chunk by its name.
                guard matrix.values.allSatisfy(\.isFinite) else { continue }
                var ensemble = session.ensembles[index][group] ?? empty
                ensemble.advance(by: round.executedSteps)
                result[index].actions[group] = ensemble.add(matrix)
                session.ensembles[index][group] = ensemble
            }
        }
        return result
    }
}
