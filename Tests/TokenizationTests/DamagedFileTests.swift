import Foundation
import TestSupport
import Testing
import Tokenization

/// A change to good files, the file an error must name, and words it must have.
struct Damage: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    let words: String
    let change: @Sendable (String) -> String?

    init(_ what: String, in file: String, says words: String, _ change: @escaping @Sendable (String) -> String?) {
        self.what = what
        self.file = file
        self.words = words
        self.change = change
    }

    var testDescription: String { "\(file): \(what)" }
}

private func replacing(_ old: String, _ new: String) -> @Sendable (String) -> String? {
    { $0.replacingOccurrences(of: old, with: new) }
}

private let damages: [Damage] = [
    Damage("gone", in: "vocab.json", says: "is missing") { _ in nil },
    Damage("empty", in: "vocab.json", says: "expected an object") { _ in "" },
    Damage("no tokens", in: "vocab.json", says: "vocabulary is empty") { _ in "{}" },
    Damage("cut short", in: "vocab.json", says: "damaged at byte") { String($0.prefix($0.count / 2)) },
    Damage("text after it", in: "vocab.json", says: "text after the end") { $0 + "x" },
    Damage("an id twice", in: "vocab.json", says: "an id already given", replacing("\"!\": 33", "\"!\": 34")),
    Damage("a token twice", in: "vocab.json", says: "stands twice", replacing("\"!\": 33", "\"#\": 33")),
    Damage("a negative id", in: "vocab.json", says: "a negative id", replacing("\"!\": 33", "\"!\": -33")),
    Damage("a fraction", in: "vocab.json", says: "a whole number", replacing("\"!\": 33", "\"!\": 33.0")),
    Damage(
        "a huge id", in: "vocab.json", says: "an id above", replacing("\"!\": 33", "\"!\": 99999999999999999999999")),
    Damage("an id that is text", in: "vocab.json", says: "expected an id", replacing("\"!\": 33", "\"!\": \"33\"")),
    Damage("another alphabet", in: "vocab.json", says: "byte-level alphabet", replacing("\"!\": 33", "\"▁\": 33")),
    Damage("an empty token", in: "vocab.json", says: "an empty token", replacing("\"!\": 33", "\"\": 33")),
    Damage("half a surrogate", in: "vocab.json", says: "surrogate", replacing("\"!\": 33", "\"\\ud800\": 33")),
    Damage("a bad escape", in: "vocab.json", says: "hexadecimal", replacing("\"!\": 33", "\"\\u+0fe\": 33")),
    Damage("gone", in: "merges.txt", says: "is missing") { _ in nil },
    Damage("empty", in: "merges.txt", says: "merges are missing") { _ in "" },
    Damage("cut after a line", in: "merges.txt", says: "merges are missing") {
        $0.split(separator: "\n").dropLast(3).joined(separator: "\n") + "\n"
    },
    Damage("three parts", in: "merges.txt", says: "line 2", replacing("#version: 0.2\n", "#version: 0.2\na b c\n")),
    Damage("a blank line", in: "merges.txt", says: "line 2", replacing("#version: 0.2\n", "#version: 0.2\n\n")),
    Damage("unknown pieces", in: "merges.txt", says: "not in the vocabulary") { $0 + "zqzq zq\n" },
    Damage("an unknown result", in: "merges.txt", says: "merge to no token") { $0 + "z q\n" },
    Damage("a merge twice", in: "merges.txt", says: "merged twice") { text in
        text + (text.split(separator: "\n").dropFirst().first ?? "") + "\n"
    },
    Damage("Windows lines", in: "merges.txt", says: "byte-level alphabet", replacing("\n", "\r\n")),
    Damage("gone", in: "tokenizer_config.json", says: "is missing") { _ in nil },
    Damage("cut short", in: "tokenizer_config.json", says: "damaged at byte") { String($0.dropLast(3)) },
    Damage("deep", in: "tokenizer_config.json", says: "nested deeper") { _ in String(repeating: "[", count: 100_000) },
    Damage("of another class", in: "tokenizer_config.json", says: "LlamaTokenizer", replacing("Qwen2T", "LlamaT")),
    Damage(
        "a wrong type", in: "tokenizer_config.json", says: "model_max_length",
        replacing("\"model_max_length\": 16384", "\"model_max_length\": true")),
    Damage(
        "a flag that moves text", in: "tokenizer_config.json", says: "lstrip",
        replacing("\"lstrip\": false", "\"lstrip\": true")),
    Damage(
        "a prefix space", in: "tokenizer_config.json", says: "add_prefix_space",
        replacing("\"add_prefix_space\": false", "\"add_prefix_space\": true")),
    Damage("another id", in: "added_tokens.json", says: "here and", replacing("\"<img>\": ", "\"<img>\": 1")),
]

@Suite struct DamagedFileTests {
    @Test(arguments: damages) func isATypedErrorThatNamesTheFile(damage: Damage) throws {
        try withTemporaryDirectory { directory in
            try NanoTokenizer.write(to: directory)
            let file = directory.appending(path: damage.file)
            let good = try String(contentsOf: file, encoding: .utf8)
            let bad = damage.change(good)
            #expect(bad != good, "the test changes nothing")
            try write([damage.file: bad], to: directory)
            #expect {
                _ = try ByteLevelBPETokenizer(directory: directory)
            } throws: { error in
                let message = (error as? TokenizationError)?.description ?? ""
                return message.contains(damage.file) && message.contains(damage.words)
            }
        }
    }

    @Test func invalidUTF8IsAnError() throws {
        try withTemporaryDirectory { directory in
            try NanoTokenizer.write(to: directory)
            try Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x30, 0x7D]).write(to: directory.appending(path: "vocab.json"))
            #expect(throws: TokenizationError.self) { try ByteLevelBPETokenizer(directory: directory) }
        }
    }

    @Test func aVocabularyWithoutAByteIsAnErrorUnlessThereIsAnUnknownToken() throws {
        let vocabulary = ByteFixture.vocabulary(without: 4)
        try withTemporaryDirectory { directory in
            let config = #"{"tokenizer_class": "GPT2Tokenizer"}"#
            try write(
                ["vocab.json": vocabulary, "merges.txt": "", "tokenizer_config.json": config], to: directory)
            #expect(
                throws: TokenizationError.missingToken(path: directory.path, token: "Ą", purpose: "the byte 4")
            ) { try ByteLevelBPETokenizer(directory: directory) }
            let unknown = #"{"tokenizer_class": "GPT2Tokenizer", "unk_token": "!"}"#
            try write(["tokenizer_config.json": unknown], to: directory)
            #expect(try ByteLevelBPETokenizer(directory: directory).encode("\u{4}a") == [33, 97])
        }
    }
}
