/// What was evaluated, in words.
public struct PolicyDescription: Sendable, Equatable, Encodable {
    public enum Kind: String, Sendable, Encodable {
        case checkpoint, server, expert, random, hold
    }

    /// A property worth knowing, such as the number of denoising steps.
    public struct Detail: Sendable, Equatable, Encodable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public let kind: Kind
    /// As the user named it; directories end in `/`, hosts have a port.
    public let name: String
    public var details: [Detail]

    public init(_ kind: Kind, name: String, details: [Detail] = []) {
        self.kind = kind
        self.name = name
        self.details = details
    }

    /// Short enough for a chart.
    public var label: String {
        switch kind {
        case .expert: "scripted expert"
        case .random: "random motion"
        case .hold: "holds still"
        case .checkpoint: name.split(separator: "/").last.map(String.init) ?? name
        case .server: name
        }
    }
}
