/// A task in words, as the policy reads it.
public struct Instruction: Sendable, Equatable, Codable {
    public let text: String
    public let goal: TaskGoal
    /// ``InstructionPhrase/id``; `nil` for words that somebody typed.
    public let phrase: String?

    /// - Precondition: `phrase` is of the kind of `goal`.
    public init(_ phrase: InstructionPhrase, _ goal: TaskGoal) {
        precondition(phrase.kind == goal.kind, "'\(phrase.id)' is not a phrase for \(goal.kind.rawValue)")
        text = phrase.text(goal.colour, goal.side)
        self.goal = goal
        self.phrase = phrase.id
    }

    /// Understands what somebody typed. Capitals, punctuation and "please" don't matter, nor do "block" for "cube", "into" for
    /// "in", or left-out "the" and "to". The text itself is kept as it is.
    ///
    /// - Throws: ``EpisodeError/unknownInstruction(_:)``, which lists what can be said.
    public init(parsing text: String) throws(EpisodeError) {
        let asked = Self.essence(of: text)
        guard let known = Self.everything.first(where: { Self.essence(of: $0.text) == asked }) else {
            throw .unknownInstruction(text)
        }
        self.text = text
        goal = known.goal
        phrase = nil
    }

    /// Whether this pair of phrase and colour is kept out of training.
    public var isHeldOut: Bool {
        InstructionPhrase.all.contains { $0.id == phrase && $0.heldOut == goal.colour }
    }

    /// Every instruction that there is: all phrases with all colours and sides.
    public static let everything: [Instruction] = InstructionPhrase.all.flatMap { phrase in
        goals(of: phrase.kind).map { Instruction(phrase, $0) }
    }

    /// Every goal of a kind.
    static func goals(of kind: TaskKind) -> [TaskGoal] {
        CubeColour.allCases.flatMap { colour -> [TaskGoal] in
            switch kind {
            case .pick: [.pick(colour: colour)]
            case .bowl: [.bowl(colour: colour)]
            case .push: PushSide.allCases.map { .push(colour: colour, side: $0) }
            }
        }
    }

    /// The words that carry the meaning.
    private static func essence(of text: String) -> [String] {
        let synonyms = ["block": "cube", "into": "in"]
        return text.lowercased().split { !$0.isLetter }.map { synonyms[String($0)] ?? String($0) }
            .filter { !["please", "the", "to"].contains($0) }
    }
}

/// Which pairs of phrase and colour instructions are drawn from.
public enum InstructionSplit: String, Sendable, Codable, CaseIterable {
    /// Those that demonstrations have.
    case training
    /// Those that no demonstration has: one colour per phrase.
    case heldOut = "held-out"

    func contains(_ instruction: Instruction) -> Bool { instruction.isHeldOut == (self == .heldOut) }

    /// What can be asked for in tasks of a kind.
    public func instructions(of kind: TaskKind) -> [Instruction] {
        Instruction.everything.filter { $0.goal.kind == kind && contains($0) }
    }
}
