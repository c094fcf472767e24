import Client
import Embodiment
import Wire

/// A server over ZeroMQ as a policy for several episodes at once. Each has a client of its own, so that they wait for
/// the server side by side, and the server knows them apart.
actor RemotePolicy: ServedPolicy {
    private let options: ClientOptions
    private var idle: [ExternalRobotInferenceClient] = []
    private var busy: [SessionID: ExternalRobotInferenceClient] = [:]

    init(_ options: ClientOptions) { self.options = options }

    var modalityConfigs: [String: ModalityConfig] {
        get async throws {
            let client = takeClient()
            let configs = try await client.modalityConfigs
            idle.append(client)
            return configs
        }
    }

    /// Throws `ClientError`.
    func getAction(_ request: ActionRequest) async throws -> ActionReply {
        guard request.observations.count == 1 else {
            throw ClientError.badObservation(
                key: "the request", reason: "it has \(request.observations.count) observations; send them one by one")
        }
        let client = busy[request.session] ?? takeClient()
        busy[request.session] = client
        return try await client.getAction(
            request.observations[0],
            options: RequestOptions(noise: request.noise, executedSteps: request.executedSteps, timing: true))
    }

    /// The server forgets the episode; the client is free for the next one. A server that can't be reached is found out
    /// by the next request.
    func reset(_ session: SessionID) async {
        guard let client = busy.removeValue(forKey: session) else { return }
        _ = try? await client.reset()
        idle.append(client)
    }

    private func takeClient() -> ExternalRobotInferenceClient {
        idle.popLast() ?? ExternalRobotInferenceClient(options)
    }
}
