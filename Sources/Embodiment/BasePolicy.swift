/// Anything that turns observations into actions: a model in this process, a server elsewhere, a replay of a dataset.
public protocol BasePolicy: Sendable {
    /// What the policy expects in an observation and returns in a chunk: `video`, `state`, `action`, `language`.
    var modalityConfigs: [String: ModalityConfig] { get async throws }

    /// The next actions for one observation.
    func getAction(_ observation: Observation) async throws -> ActionChunk
}
