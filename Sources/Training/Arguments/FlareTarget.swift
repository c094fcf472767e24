/// What encodes the future that is to be foreseen. As a text, on the command line and in files, `ema:0.995` or `frozen`.
public enum FlareTarget: Sendable, Equatable, CustomStringConvertible {
    /// An average of the policy's own encoder over the steps: target = ρ · target + (1 − ρ) · policy.
    case average(decay: Double)
    /// The encoder that the run began with.
    case frozen

    /// The paper's ρ.
    public static let standard = FlareTarget.average(decay: 0.995)

    /// ρ; 1 keeps the target as it is.
    public var decay: Double {
        switch self {
        case .average(let decay): decay
        case .frozen: 1
        }
    }

    /// `ema`, which is the paper's, `ema:DECAY` or `frozen`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("frozen", 1): self = .frozen
        case ("ema", 1): self = .standard
        case ("ema", 2):
            guard let decay = Double(parts[1]), decay >= 0, decay < 1 else { return nil }
            self = .average(decay: decay)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .average(let decay): "ema:\(decay)"
        case .frozen: "frozen"
        }
    }
}

extension FlareTarget: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let target = FlareTarget(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no target of FLARE: ema, ema:DECAY or frozen")
        }
        self = target
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
