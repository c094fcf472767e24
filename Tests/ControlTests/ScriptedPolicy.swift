import Control
import Embodiment
import Synchronization

/// A policy without a model: row i of a chunk is the observation's state plus i, and follows its guidance exactly as far as the
/// weights say.
final class ScriptedPolicy: RoundPolicy {
    struct Call: Sendable {
        let states: [Double]
        let noise: [Float]?
        let guidance: RoundGuidance?
    }

    struct Failure: Error, Equatable {
        let state: Double
    }

    let modalityConfigs: [String: ModalityConfig] = [:]
    private let horizon: Int
    private let recorded = Mutex<[Call]>([])
    private let beforeAnswer: @Sendable () async -> Void

    var calls: [Call] { recorded.withLock { $0 } }

    /// - Parameter beforeAnswer: what happens while the model would run.
    init(horizon: Int = 8, beforeAnswer: @escaping @Sendable () async -> Void = {}) {
        self.horizon = horizon
        self.beforeAnswer = beforeAnswer
    }

    func getRound(
        _ observations: [Observation], noise: [Float]?, guidance: RoundGuidance?
    ) async throws -> PolicyRound {
        let states = observations.map { $0.state["arm"]?[0, 0] ?? 0 }
        recorded.withLock { $0.append(Call(states: states, noise: noise, guidance: guidance)) }
        await beforeAnswer()
        if let negative = states.first(where: { $0 < 0 }) { throw Failure(state: negative) }
        let predictions = states.enumerated().map { index, state in
            let sample = guidance?.samples[index]
            return ModelChunk(
                rows: horizon, columns: 1,
                values: (0..<horizon).map { row in
                    let free = Float(state) + Float(row)
                    guard let sample else { return free }
                    return free + sample.weights[row] * (sample.previous.values[row] - free)
                })
        }
        let chunks = predictions.map { prediction in
            ActionChunk(actions: ["arm": Matrix(rows: horizon, columns: 1, values: prediction.values.map(Double.init))])
        }
        return PolicyRound(
            chunks: chunks, predictions: predictions, timing: [StageTime("backbone", milliseconds: 2)])
    }
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

extension ActionRequest {
    /// From a robot whose only joint is at `state`.
    init(_ session: String, state: Double, executedSteps: Int? = nil, noise: [Float]? = nil) {
        self.init(
            session: SessionID(session),
            observations: [Observation(state: ["arm": Matrix(rows: 1, columns: 1, values: [state])])], noise: noise,
            executedSteps: executedSteps)
    }
}

extension ActionReply {
    /// The targets of the only joint.
    var arm: [Double] { chunks.first?.actions["arm"]?.values ?? [] }
}
