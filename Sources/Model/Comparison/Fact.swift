/// One thing that can be said of every model, and that of two of them.
struct Fact: Sendable {
    let group: FactGroup
    let key: String
    let name: String
    var unit: FactUnit?
    let value: @Sendable (ModelFacts) -> FactValue
    /// Why it matters that the second model differs from the first in this; empty where that goes without saying.
    var lesson: @Sendable (ModelFacts, ModelFacts) -> String = { _, _ in "" }
}

/// What a fact is about, in the order of the data.
public enum FactGroup: String, Sendable, CaseIterable, Codable {
    case vision, connector, language, adapter
    case actionHead = "action_head"
    case training, cost

    public var title: String {
        switch self {
        case .vision: "eyes: vision tower"
        case .connector: "connector, from pictures to words"
        case .language: "language model"
        case .adapter: "between language model and DiT"
        case .actionHead: "action head"
        case .training: "what a fine-tuning trains by default"
        case .cost: "cost"
        }
    }
}

/// What a fact is counted in.
public enum FactUnit: String, Sendable, Codable {
    case parameters, bytes, tokens, pixels, steps
    /// Floating-point operations: two per multiply-add.
    case flop
}

/// What a fact is for one model; in JSON a number, a text or null.
public enum FactValue: Sendable, Equatable, Encodable {
    case integer(Int)
    case real(Double)
    case text(String)
    /// The model has no such thing.
    case absent

    init(_ integer: Int?) { self = integer.map(FactValue.integer) ?? .absent }
    init(_ text: String?) { self = text.map(FactValue.text) ?? .absent }

    /// Nil for a text.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .text, .absent: nil
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .real(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .absent: try container.encodeNil()
        }
    }
}
