import Embodiment
import Synchronization

/// A policy that turns the shoulder a degree a step, or does what a test wants.
final class SteadyPolicy: ServedPolicy {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Instructions in the order in which they came.
    let asked = Mutex<[String]>([])
    let sessions = Mutex<[SessionID]>([])
    let forgotten = Mutex<[SessionID]>([])
    let noise = Mutex<[[Float]?]>([])
    private let horizon: Int
    /// Called before each answer.
    private let before: @Sendable (Observation) async throws -> Void

    init(horizon: Int = 16, before: @escaping @Sendable (Observation) async throws -> Void = { _ in }) {
        self.horizon = horizon
        self.before = before
    }

    var modalityConfigs: [String: ModalityConfig] { get async throws { [:] } }

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        let observation = request.observations[0]
        asked.withLock { $0.append(observation.annotation["human.task_description"]?.first ?? "") }
        sessions.withLock { $0.append(request.session) }
        noise.withLock { $0.append(request.noise) }
        try await before(observation)
        guard let arm = observation.state["single_arm"], let gripper = observation.state["gripper"] else {
            throw Failure(description: "no state came")
        }
        let rows = (1...horizon).flatMap { step in arm.values.enumerated().map { $1 + ($0 == 0 ? Double(step) : 0) } }
        let actions = [
            "single_arm": Matrix(rows: horizon, columns: 5, values: rows),
            "gripper": Matrix(rows: horizon, columns: 1, repeating: gripper.values[0]),
        ]
        return ActionReply(
            chunks: [ActionChunk(actions: actions)], timing: [StageTime("backbone", milliseconds: 1.5)])
    }

    func reset(_ session: SessionID) async { forgotten.withLock { $0.append(session) } }
}
