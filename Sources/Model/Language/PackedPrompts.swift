import Torch

/// Several texts after one beginning, as one row of tokens: the beginning, then each text, filled up on its right.
///
/// No text sees another, and each goes on from the beginning's last position. So every token has the features that it would
/// have in a prompt of its own, while what all of them share, the pictures, is read once.
package struct PackedPrompts: Sendable, Equatable {
    /// Tokens of the beginning.
    package let shared: Int
    /// Texts in a row.
    package let texts: Int
    /// Tokens of each text, filled up.
    package let textLength: Int

    package init(shared: Int, texts: Int, textLength: Int) {
        (self.shared, self.texts, self.textLength) = (shared, texts, textLength)
    }

    /// Tokens of a row, T.
    package var length: Int { shared + texts * textLength }

    /// Where in the row a token is that has this position in its own prompt.
    package func place(_ position: Int, text: Int) -> Int {
        position < shared ? position : position + text * textLength
    }

    /// Whether the token at one place of the row may attend to the one at another.
    package func allows(_ place: Int, toSee other: Int) -> Bool {
        other <= place && (other < shared || text(at: other) == text(at: place))
    }

    /// 1 where a token may attend to another, [T, T].
    var allowed: Tensor {
        let places = 0..<length
        return Tensor(
            places.flatMap { place in places.map { allows(place, toSee: $0) ? Float(1) : 0 } }, [length, length])
    }

    /// Every token's position in its own prompt, [T].
    var positions: Tensor {
        let continued = (0..<texts).flatMap { _ in shared..<shared + textLength }
        return Tensor((Array(0..<shared) + continued).map(Float.init), [length])
    }

    private func text(at place: Int) -> Int { place < shared ? -1 : (place - shared) / max(textLength, 1) }
}
