import Foundation
import TestSupport
import Testing
import Tokenization

/// Everything that needs no downloaded vocabulary.
@Suite struct NanoTokenizerTests {
    private func nano() throws -> ByteLevelBPETokenizer {
        try withTemporaryDirectory { directory in
            try NanoTokenizer.write(to: directory)
            return try ByteLevelBPETokenizer(directory: directory)
        }
    }

    @Test func itIsSmallAndFitsEagle() throws {
        let tokenizer = try nano()
        #expect(tokenizer.vocabularySize == NanoTokenizer.vocabularySize)
        #expect(tokenizer.vocabularySize <= 1024)
        let processor = try EagleProcessor(tokenizer: tokenizer, tokensPerTile: 4)
        #expect(processor.imageTokenID == NanoTokenizer.imageTokenID)
        let ids = try processor.tokens(instruction: "pick the pear", tilesPerImage: [1, 2])
        #expect(ids.count { $0 == processor.imageTokenID } == 12)
        #expect(
            try tokenizer.decode(ids.filter { $0 != processor.imageTokenID })
                == "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n<image 1><img></img>"
                + "<image 2><img></img>pick the pear<|im_end|>\n<|im_start|>assistant\n")
    }

    @Test func aWordItHasLearntIsOneToken() throws {
        let tokenizer = try nano()
        #expect(tokenizer.encode(" the").count == 1)
        #expect(tokenizer.encode("pick the pear from the counter").count <= 8)
    }

    @Test func theFilesAreAlwaysTheSame() throws {
        try withTemporaryDirectory { directory in
            let (a, b) = (directory.appending(path: "a"), directory.appending(path: "b"))
            try NanoTokenizer.write(to: a)
            try NanoTokenizer.write(to: b)
            let names = try FileManager.default.contentsOfDirectory(atPath: a.path).sorted()
            let expected = [
                "added_tokens.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json", "vocab.json",
            ]
            #expect(names == expected)
            for name in names {
                #expect(try Data(contentsOf: a.appending(path: name)) == Data(contentsOf: b.appending(path: name)))
            }
        }
    }

    @Test func decodingGivesTheNormalisedText() throws {
        let tokenizer = try nano()
        for example in referenceIDs {
            let composed = example.text.precomposedStringWithCanonicalMapping
            let decoded = try tokenizer.decode(tokenizer.encode(example.text))
            #expect(Array(decoded.unicodeScalars) == Array(composed.unicodeScalars), "\(example.testDescription)")
        }
    }

    @Test func addedTokensAreCutOutUnlessAskedNotTo() throws {
        let tokenizer = try nano()
        #expect(tokenizer.encode("<img>") == [try #require(tokenizer.id(of: "<img>"))])
        let plain = tokenizer.encode("<img>", splitsSpecialTokens: false)
        #expect(plain.count > 1)
        #expect(try tokenizer.decode(plain) == "<img>")
        #expect(try tokenizer.decode(tokenizer.encode("a<img>b"), skipSpecial: true) == "ab")
    }

    @Test(arguments: [-1, NanoTokenizer.vocabularySize, Int.max, Int.min])
    func anUnknownIDIsAnError(id: Int) throws {
        let tokenizer = try nano()
        #expect(throws: TokenizationError.unknownID(id: id, vocabularySize: NanoTokenizer.vocabularySize)) {
            try tokenizer.decode([id])
        }
    }

    @Test(arguments: [0, -1, Int.min]) func everyImageHasATile(tiles: Int) throws {
        let processor = try EagleProcessor(tokenizer: nano())
        #expect(throws: TokenizationError.invalidTileCount(image: 2, tiles: tiles)) {
            try processor.tokens(instruction: "x", tilesPerImage: [1, tiles])
        }
    }

    @Test(arguments: [[Int.max], [65], [Int.max / 256, Int.max / 256], [64]])
    func aPromptThatIsTooLongIsAnError(tiles: [Int]) throws {
        let processor = try EagleProcessor(tokenizer: nano())
        #expect {
            try processor.tokens(instruction: "x", tilesPerImage: tiles)
        } throws: { error in
            if case .promptTooLong(_, limit: 16_384)? = error as? TokenizationError { true } else { false }
        }
    }

    @Test func paddingIsOnTheLeft() throws {
        let processor = try EagleProcessor(tokenizer: nano())
        let padding = processor.paddingID
        #expect(
            processor.pad([[1, 2, 3], [4], []])
                == PaddedBatch(
                    ids: [[1, 2, 3], [padding, padding, 4], [padding, padding, padding]],
                    mask: [[1, 1, 1], [0, 0, 1], [0, 0, 0]]))
        #expect(processor.pad([]) == PaddedBatch(ids: [], mask: []))
    }
}

@Suite struct InstructionTextTests {
    @Test(arguments: [
        ("pick the pear", "['pick the pear']"), ("don't", "[\"don't\"]"), ("say \"hi\"", "['say \"hi\"']"),
        ("don't say \"hi\"", "['don\\'t say \"hi\"']"), ("a\\b\n\t\r", "['a\\\\b\\n\\t\\r']"), ("", "['']"),
        ("\u{0}\u{A0}\u{200B}\u{E000}\u{E0001}é🤖", "['\\x00\\xa0\\u200b\\ue000\\U000e0001é🤖']"),
    ]) func pythonsList(text: String, expected: String) {
        #expect(InstructionText.asPythonList(text) == expected)
    }

    @Test(arguments: [
        ("Open the Drawer, then close it!", "open the drawer then close it"), ("naïve_Café-3", "naïve_café3"),
        ("ΟΔΟΣ ΣΟΦΟΣ.", "οδος σοφος"), ("a\u{1C}b\u{85}c", "a\u{1C}b\u{85}c"), ("½ 日本", "½ 日本"),
    ]) func formalized(text: String, expected: String) {
        #expect(Array(InstructionText.formalized(text).unicodeScalars) == Array(expected.unicodeScalars))
    }
}
