import Wire

/// A message in its lane: with its outer map, or with why it is refused. Refusals keep their place among a client's
/// replies.
struct ClientRequest: Sendable {
    let message: ClientMessage
    let envelope: Result<IsaacEnvelope, any Error>

    /// What is refused is not kept.
    init(_ message: ClientMessage, _ envelope: Result<IsaacEnvelope, any Error>) {
        self.envelope = envelope
        switch envelope {
        case .success: self.message = message
        case .failure: self.message = message.withoutBody
        }
    }

    var isRefused: Bool {
        if case .failure = envelope { true } else { false }
    }
}
