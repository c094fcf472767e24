import Foundation
import TestSupport
import Testing
import Tokenization

@Suite struct TokenizerLocatorTests {
    @Test func theCheckpointThenTheHub() throws {
        try withTemporaryDirectory { root in
            let checkpoint = root.appending(path: "checkpoint")
            let hub = root.appending(path: "hub")
            let repository = hub.appending(path: "models--lerobot--eagle2hg-processor-groot-n1p5")
            let locator = TokenizerLocator(checkpoint: checkpoint, hubCache: hub)
            #expect(
                throws: TokenizationError.tokenizerNotFound(lookedAt: [
                    checkpoint.path, checkpoint.appending(path: "tokenizer").path, repository.path,
                ])
            ) { try locator.directory() }

            let old = repository.appending(path: "snapshots/0")
            let main = repository.appending(path: "snapshots/1")
            try NanoTokenizer.write(to: old)
            #expect(try locator.directory().path == old.path)
            try NanoTokenizer.write(to: main)
            try FileManager.default.createDirectory(
                at: repository.appending(path: "refs"), withIntermediateDirectories: true)
            try write(["refs/main": "1\n"], to: repository)
            #expect(try locator.directory().path == main.path)

            try NanoTokenizer.write(to: checkpoint)
            #expect(try locator.directory().path == checkpoint.path)
        }
    }

    @Test func aDirectoryTheUserNamesIsTheOnlyOneLookedAt() throws {
        try withTemporaryDirectory { root in
            try NanoTokenizer.write(to: root)
            let chosen = root.appending(path: "typo")
            #expect(throws: TokenizationError.tokenizerNotFound(lookedAt: [chosen.path])) {
                try TokenizerLocator(chosen: chosen, checkpoint: root, hubCache: nil).directory()
            }
        }
    }

    @Test func theTokenizerMustFitTheModel() throws {
        try withTemporaryDirectory { root in
            try NanoTokenizer.write(to: root)
            let locator = TokenizerLocator(checkpoint: root, hubCache: nil)
            let (size, image) = (NanoTokenizer.vocabularySize, NanoTokenizer.imageTokenID)
            #expect(try locator.load(vocabularySize: size, imageTokenIndex: image).vocabularySize == size)
            #expect(try locator.load(vocabularySize: size, imageTokenIndex: nil).vocabularySize == size)
            #expect(
                throws: TokenizationError.vocabularyMismatch(path: root.path, tokenizer: size, model: 151_680)
            ) { try locator.load(vocabularySize: 151_680, imageTokenIndex: 151_669) }
            #expect(
                throws: TokenizationError.imageTokenMismatch(
                    path: root.path, token: "<IMG_CONTEXT>", tokenizer: image, model: 7)
            ) { try locator.load(vocabularySize: size, imageTokenIndex: 7) }
        }
    }

    @Test func aTokenizerWithoutEaglesTokensIsRefusedByName() throws {
        try withTemporaryDirectory { directory in
            try write(["tokenizer.json": ByteFixture.json(preTokenizer: ByteFixture.gpt2)], to: directory)
            let tokenizer = try ByteLevelBPETokenizer(directory: directory)
            #expect {
                _ = try EagleProcessor(tokenizer: tokenizer)
            } throws: { error in
                (error as? TokenizationError)?.description.contains("<|im_start|>") == true
            }
        }
    }
}
