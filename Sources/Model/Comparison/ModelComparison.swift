/// Two models side by side, fact by fact.
public struct ModelComparison: Sendable {
    public let first: ModelFacts
    public let second: ModelFacts
    /// All that at least one of them has.
    public let facts: [ComparedFact]
    /// What NVIDIA published of the two, where they are its two models.
    public let published: PublishedResults?

    public init(_ first: ModelFacts, _ second: ModelFacts) {
        (self.first, self.second) = (first, second)
        facts = Fact.all.compactMap { ComparedFact($0, first, second) }
        let families = Set([first.config.family, second.config.family])
        let isPublished = families == [.n1, .n15] && first.hasPublishedSize && second.hasPublishedSize
        published = isPublished ? .n1AndN15 : nil
    }

    /// Why the differences matter, in the order of the data.
    public var lessons: [String] { facts.compactMap(\.lesson) }

    /// The fact of that key, such as `language.kept_layers`.
    public subscript(key: String) -> ComparedFact? { facts.first { $0.key == key } }
}

/// One fact of two models.
public struct ComparedFact: Sendable {
    /// How the second model differs from the first.
    public enum Change: String, Sendable, Codable {
        case same, changed
        /// Only the second has it.
        case new
        /// Only the first has it.
        case gone
    }

    public let group: FactGroup
    public let key: String
    public let name: String
    public let unit: FactUnit?
    public let first: FactValue
    public let second: FactValue
    public let change: Change
    /// Why it matters, where it differs and that needs saying.
    public let lesson: String?

    /// Nil for a thing that neither has.
    init?(_ fact: Fact, _ first: ModelFacts, _ second: ModelFacts) {
        let (one, other) = (fact.value(first), fact.value(second))
        guard one != .absent || other != .absent else { return nil }
        (group, name, unit) = (fact.group, fact.name, fact.unit)
        key = "\(fact.group.rawValue).\(fact.key)"
        (self.first, self.second) = (one, other)
        change = one == other ? .same : one == .absent ? .new : other == .absent ? .gone : .changed
        let lesson = change == .same ? "" : fact.lesson(first, second)
        self.lesson = lesson.isEmpty ? nil : lesson
    }

    public var isChanged: Bool { change != .same }

    /// How many times the first the second is, for numbers that differ.
    public var ratio: Double? {
        guard isChanged, let one = first.number, let other = second.number, one > 0 else { return nil }
        return other / one
    }
}
