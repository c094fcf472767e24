import Transforms

/// A sample that is ready for the model, and where it is from.
public struct PreparedSample<Payload: Sendable>: Sendable {
    public let id: SampleID
    /// What the loader's closure made of it: a `ModelInput` as a rule.
    public let payload: Payload

    public init(id: SampleID, payload: Payload) {
        self.id = id
        self.payload = payload
    }
}

extension PreparedSample: Equatable where Payload: Equatable {}
