import Dataset
import Simulation
import Tokenization

/// A moment with a text about it, as tokens, and the places in it whose features must know where something is.
package struct GroundingSample {
    /// Queries per sample: the word that names a thing, the end of the prompt, and one between or the word "bowl".
    package static let queryCount = 3

    package struct Query: Equatable {
        /// Of the token.
        package let position: Int
        /// What it has to know the place of; `nil` where the text names nothing that is there.
        package let object: SeenObject?
    }

    package let kind: GroundingPrompt.Kind
    /// Prompt and, after it, the answer with its end.
    package let tokens: [Int]
    /// The last token of the prompt.
    package let end: Int
    /// ``queryCount``; the second is the prompt's end.
    package let queries: [Query]

    package init(_ moment: SeenMoment, _ prompt: GroundingPrompt, _ reader: PromptReader, _ random: inout PCG64) {
        let ids = reader.tokens(of: prompt.text)
        kind = prompt.kind
        end = ids.count - 1
        tokens = ids + (prompt.answer.map(reader.answer) ?? [])
        guard let first = prompt.mentions.first, let object = moment[first.object] else {
            queries = Array(repeating: Query(position: end, object: nil), count: Self.queryCount)
            return
        }
        let word = reader.position(after: first.prefix)
        var last = Query(position: word + random.below(end - word + 1), object: object)
        if prompt.mentions.count > 1, let other = moment[prompt.mentions[1].object] {
            last = Query(position: reader.position(after: prompt.mentions[1].prefix), object: other)
        }
        queries = [Query(position: word, object: object), Query(position: end, object: object), last]
    }

    /// Places whose next token is the answer's, and that token.
    package var answers: [(position: Int, token: Int)] {
        tokens.indices.dropFirst(end + 1).map { ($0 - 1, tokens[$0]) }
    }
}
