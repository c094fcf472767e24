import Embodiment
import Synchronization

/// A policy whose calls are timed, and whose actions are the same in process as through a server.
///
/// A server sends actions as float32. Rounding them here as well makes both give the same episode, bit for bit.
final class MeasuredPolicy: ServedPolicy {
    private let base: any ServedPolicy
    private let log = Mutex(Log())

    private struct Log {
        var seconds: [SessionID: [Double]] = [:]
        var isTimed = true
    }

    init(_ base: any ServedPolicy) { self.base = base }

    var modalityConfigs: [String: ModalityConfig] {
        get async throws { try await base.modalityConfigs }
    }

    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        let start = ContinuousClock.now
        var reply = try await base.getAction(request)
        let waited = (ContinuousClock.now - start) / .seconds(1)
        // The policy's own stages, where it names them: several episodes stand in one queue before it.
        let own = reply.timing.filter { $0.stage != "queue" }.reduce(0) { $0 + $1.milliseconds } / 1000
        log.withLock { log in
            log.seconds[request.session, default: []].append(own > 0 ? own : waited)
            if reply.timing.isEmpty { log.isTimed = false }
        }
        reply.chunks = reply.chunks.map { chunk in
            ActionChunk(
                actions: chunk.actions.mapValues { matrix in
                    Matrix(
                        rows: matrix.rows, columns: matrix.columns, values: matrix.values.map { Double(Float($0)) })
                })
        }
        return reply
    }

    func reset(_ session: SessionID) async { await base.reset(session) }

    /// How long each call of a session took; forgotten then.
    func takeSeconds(of session: SessionID) -> [Double] {
        log.withLock { $0.seconds.removeValue(forKey: session) } ?? []
    }

    /// Whether every answer said how long it took. Who does not know that option does not know the noise beside it
    /// either.
    var knowsOptions: Bool { log.withLock { $0.isTimed } }
}
