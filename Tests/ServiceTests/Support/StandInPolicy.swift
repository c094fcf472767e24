import Embodiment
import Service
import Synchronization

/// A policy whose answers tell which request they are for: the chunk's `arm` is [2, 2] with the request's number, the
/// session's count of requests since its reset, and the size of the batch twice.
final class StandInPolicy: ServedPolicy {
    struct State {
        /// Numbers of the requests, by call.
        var batches: [[Int]] = []
        var rounds: [SessionID: Int] = [:]
        var resets: [SessionID] = []
    }

    let canBatch: Bool
    /// Calls wait for it.
    let gate: Signal?
    /// Results that ``getActions(_:)`` leaves out.
    let missingResults: Int
    private let state = Mutex(State())

    init(canBatch: Bool = false, gate: Signal? = nil, missingResults: Int = 0) {
        self.canBatch = canBatch
        self.gate = gate
        self.missingResults = missingResults
    }

    var seen: State { state.withLock { $0 } }
    var calls: Int { seen.batches.count }

    var modalityConfigs: [String: ModalityConfig] {
        [
            "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "ego_view")]),
            "state": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.state, "arm")]),
            "action": ModalityConfig(deltaIndices: [0, 1], modalityKeys: [ModalityKey(.action, "arm")]),
            "language": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "task")]),
        ]
    }

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        await begin([request])
        return try answer(request, batch: 1)
    }

    func getActions(_ requests: [ActionRequest]) async -> [Result<ActionReply, any Error>] {
        await begin(requests)
        let results = requests.map { request in Result { try answer(request, batch: requests.count) } }
        return Array(results.dropLast(missingResults))
    }

    func reset(_ session: SessionID) async {
        state.withLock {
            $0.resets.append(session)
            $0.rounds[session] = nil
        }
    }

    private func begin(_ requests: [ActionRequest]) async {
        state.withLock { $0.batches.append(requests.map(\.number)) }
        await gate?.wait()
    }

    private func answer(_ request: ActionRequest, batch: Int) throws -> ActionReply {
        if request.isToFail { throw StandInFailure(number: request.number) }
        let round = state.withLock { state in
            state.rounds[request.session, default: 0] += 1
            return state.rounds[request.session, default: 0]
        }
        let chunks = request.observations.map { observation in
            let values = [observation.number, round, batch, batch].map(Double.init)
            return ActionChunk(actions: ["arm": Matrix(rows: 2, columns: 2, values: values)])
        }
        return ActionReply(chunks: chunks, timing: [StageTime("model", milliseconds: 1)])
    }
}

struct StandInFailure: Error, Equatable, CustomStringConvertible {
    let number: Int

    var description: String { "the stand-in fails at \(number)" }
}

extension Observation {
    /// - Parameter width: of the state; it decides about equal shapes.
    init(number: Int, width: Int = 3, fails: Bool = false) {
        var state = Matrix(rows: 1, columns: width)
        state[0, 0] = Double(number)
        self.init(state: ["arm": state], annotation: ["task": [fails ? "fail" : "go"]])
    }

    var number: Int { state["arm"].map { Int($0[0, 0]) } ?? -1 }
}

extension ActionRequest {
    init(_ session: String, number: Int, width: Int = 3, fails: Bool = false) {
        self.init(
            session: SessionID(session), observations: [Observation(number: number, width: width, fails: fails)])
    }

    var number: Int { observations.first?.number ?? -1 }
    var isToFail: Bool { observations.first?.annotation["task"] == ["fail"] }
}

extension ActionReply {
    private var values: [Int] { chunks.first?.actions["arm"]?.values.map { Int($0) } ?? [] }

    var number: Int { values.first ?? -1 }
    var round: Int { values.count > 1 ? values[1] : -1 }
    var batch: Int { values.last ?? -1 }
}
