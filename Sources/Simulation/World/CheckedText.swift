import Foundation

/// A text that is changed piece by piece, where each piece must be there as often as expected: a model of another version is
/// an error, not a robot that behaves a little differently.
struct CheckedText {
    private(set) var text: String
    let file: String

    init(_ text: String, file: String) {
        self.text = text
        self.file = file
    }

    mutating func replace(_ piece: String, with other: String, times: Int = 1) throws(WorldError) {
        let parts = text.components(separatedBy: piece)
        try check("'\(piece)'", found: parts.count - 1, expected: times)
        text = parts.joined(separator: other)
    }

    mutating func removeLines(with piece: String, times: Int) throws(WorldError) {
        let lines = text.components(separatedBy: "\n")
        let kept = lines.filter { !$0.contains(piece) }
        try check("'\(piece)'", found: lines.count - kept.count, expected: times)
        text = kept.joined(separator: "\n")
    }

    private func check(_ what: String, found: Int, expected: Int) throws(WorldError) {
        guard found == expected else {
            throw .unexpectedModel(file: file, what: what, found: found, expected: expected)
        }
    }
}
