import Dataset
import Simulation

/// A text about a picture: an instruction, or a question with its answer; and which words name something that can be seen.
package struct GroundingPrompt: Equatable {
    /// What is asked for, apart from what it is asked about: a model has to tell instructions apart.
    package enum Kind: Int, CaseIterable {
        case pick, bowl, pushLeft, pushRight, question
    }

    package struct Mention: Equatable {
        /// The text up to the end of the word.
        package let prefix: String
        package let object: SeenObject.Name
    }

    package let text: String
    package let kind: Kind
    /// Words for the model to say; instructions have none.
    package let answer: String?
    package let mentions: [Mention]

    package init(_ instruction: Instruction) {
        text = instruction.text
        answer = nil
        kind =
            switch instruction.goal {
            case .pick: .pick
            case .bowl: .bowl
            case .push(_, .left): .pushLeft
            case .push(_, .right): .pushRight
            }
        mentions = Self.mentions(in: text, of: [.cube(instruction.goal.colour), .bowl])
    }

    init(question: String, answer: String, about colour: CubeColour?) {
        text = question
        self.answer = answer
        kind = .question
        mentions = Self.mentions(in: question, of: colour.map { [.cube($0)] } ?? [])
    }

    /// The words of these objects that are in the text.
    private static func mentions(in text: String, of objects: [SeenObject.Name]) -> [Mention] {
        objects.compactMap { object in
            let word = if case .cube(let colour) = object { colour.rawValue } else { "bowl" }
            return text.range(of: word).map { Mention(prefix: String(text[..<$0.upperBound]), object: object) }
        }
    }
}
