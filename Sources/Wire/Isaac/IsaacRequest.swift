/// What a client of the Isaac-GR00T service asks for.
public struct IsaacRequest: Sendable {
    /// nil where the message doesn't tell: `ping`, `kill` and `get_modality_config` are the same in all of them.
    public let dialect: IsaacDialect?
    public let endpoint: String
    /// nil unless the endpoint is `get_action`.
    public let observation: WireObservation?
    public let options: RequestOptions

    public init(
        dialect: IsaacDialect?, endpoint: String, observation: WireObservation? = nil, options: RequestOptions = .init()
    ) {
        self.dialect = dialect
        self.endpoint = endpoint
        self.observation = observation
        self.options = options
    }
}
