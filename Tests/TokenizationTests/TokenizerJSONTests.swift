import Foundation
import TestSupport
import Testing
import Tokenization

/// The one-file form.
@Suite struct TokenizerJSONTests {
    private func tokenizer(_ json: String) throws -> ByteLevelBPETokenizer {
        try withTemporaryDirectory { directory in
            try write(["tokenizer.json": json], to: directory)
            return try ByteLevelBPETokenizer(directory: directory)
        }
    }

    @Test(arguments: [#"["a b"]"#, #"[["a", "b"]]"#]) func bothFormsOfMerges(merges: String) throws {
        let tokenizer = try tokenizer(ByteFixture.json(preTokenizer: ByteFixture.gpt2, merges: merges))
        #expect(tokenizer.encode("abab b") == [256, 256, 32, 98])
        #expect(tokenizer.vocabularySize == 257)
    }

    @Test func digitsAreCutFirst() throws {
        // GPT-2 alone keeps " 1" together; both give the same bytes here, so the pieces show in a merge over them.
        let merges = #"["Ġ 1"]"#
        let json = { (pre: String) in
            ByteFixture.json(preTokenizer: pre, merges: merges).replacingOccurrences(
                of: "\"ab\": 256", with: "\"Ġ1\": 256")
        }
        #expect(try tokenizer(json(ByteFixture.gpt2)).encode("a 12") == [97, 256, 50])
        #expect(try tokenizer(json(ByteFixture.digits)).encode("a 12") == [97, 32, 49, 50])
    }

    @Test func addedTokensTheLongestFirst() throws {
        let entry = { (id: Int, text: String) in
            "{\"id\": \(id), \"content\": \"\(text)\", \"special\": true, \"normalized\": false}"
        }
        let json = ByteFixture.json(
            preTokenizer: ByteFixture.gpt2, added: [entry(300, "<a"), entry(301, "<a>")].joined(separator: ","))
        let tokenizer = try tokenizer(json)
        #expect(tokenizer.encode("<a><a") == [301, 300])
        #expect(tokenizer.vocabularySize == 302)
    }

    @Test func normalisationIsTheFiles() throws {
        let text = "e\u{301}"
        let raw = try tokenizer(ByteFixture.json(preTokenizer: ByteFixture.gpt2))
        #expect(raw.encode(text) == [0x65, 0xCC, 0x81])
        let composed = try tokenizer(
            ByteFixture.json(preTokenizer: ByteFixture.gpt2, normalizer: #"{"type": "NFC"}"#))
        #expect(composed.encode(text) == [0xC3, 0xA9])
    }

    @Test(arguments: [
        ByteFixture.json(preTokenizer: #"{"type": "Metaspace"}"#),
        ByteFixture.json(preTokenizer: "null"),
        ByteFixture.json(preTokenizer: #"{"type": "ByteLevel", "add_prefix_space": true}"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, normalizer: #"{"type": "Lowercase"}"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, model: #""ignore_merges": true,"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, model: #""byte_fallback": true,"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, model: #""dropout": 0.1,"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2).replacingOccurrences(of: "BPE", with: "Unigram"),
    ]) func whatWouldChangeTheIDsIsRefused(json: String) {
        #expect {
            _ = try tokenizer(json)
        } throws: { error in
            if case .unsupportedSetting? = error as? TokenizationError { true } else { false }
        }
    }

    @Test(arguments: [
        "{}", "[]", "{\"model\": {}}", ByteFixture.json(preTokenizer: ByteFixture.gpt2, merges: #"[["a", "b", "c"]]"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, merges: "[]"),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, added: #"{"id": -1, "content": "x"}"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, added: #"{"id": 1e30, "content": "x"}"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, added: #"{"id": 5, "content": "other"}"#),
        ByteFixture.json(preTokenizer: ByteFixture.gpt2, added: #"{"id": 300, "content": ""}"#),
    ]) func aDamagedFileIsAnError(json: String) {
        #expect {
            _ = try tokenizer(json)
        } throws: { error in
            (error as? TokenizationError)?.description.contains("tokenizer.json") == true
        }
    }
}
