import Checkpoint
import Foundation
import Model
import NeuralNetwork
import Policy
import TestSupport
import Testing
import Tokenization
import Torch
import Transforms

/// A real frame on its way to N1, against the reference's processor.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct N1ProcessorTests {
    private static let tokenizer = Result {
        try ByteLevelBPETokenizer(directory: Shared.data.appending(path: "tokenizers/eagle2-smollm2"))
    }

    private func processor() throws -> EagleProcessor {
        try EagleProcessor(Self.tokenizer.get(), for: ModelPreset.n1.config, .eagle2)
    }

    @Test func theReferencesTokens() throws {
        let processor = try processor()
        let expected = try SafetensorsFile(Shared.fixtures.appending(path: "n1_tiny/io.safetensors"))
            .tensor("data.input_ids").array(of: Int.self)
        let instruction = "pick the pear from the counter and place it in the plate"
        #expect(try processor.tokens(instruction: instruction, tilesPerImage: [1]) == expected)
        #expect(processor.imageTokenID == EagleConfig.eagle2.imageTokenIndex)
        #expect(DynamicTiles(for: ModelPreset.n1.config, .eagle2).count(height: 480, width: 640) == 1)
    }

    /// Several images are numbered, and each is on a line of its own.
    @Test func severalImages() throws {
        let processor = try processor()
        let ids = try processor.tokens(instruction: "open it", tilesPerImage: [1, 1])
        #expect(ids.count { $0 == processor.imageTokenID } == 128)
        let text = try processor.tokenizer.decode(ids.filter { $0 != processor.imageTokenID })
        #expect(
            text == """
                <|im_start|>system
                You are a helpful assistant.<|im_end|>
                <|im_start|>user
                <image 1><img></img>
                <image 2><img></img>
                open it<|im_end|>
                <|im_start|>assistant

                """)
    }

    /// N1's processor makes the pictures that N1.5's does, rounded to bfloat16.
    @Test func theReferencesPixels() throws {
        let picture = try SafetensorsFile(Shared.fixtures.appending(path: "n15_data/io.safetensors"))
            .tensor("s300.eval.image_u8")
        let expected = try SafetensorsFile(Shared.fixtures.appending(path: "n1_tiny/io.safetensors"))
            .tensor("data.pixel_values")
        let pixels = picture.permute([2, 0, 1]).unsqueeze(dim: 0).normalizedPixels().to(.bfloat16).to(.float32)
        // The byte 127 lies between two bfloat16 numbers, 3.05e-5 apart, and the last bit of its float32 value decides.
        #expect((pixels - expected).abs().max().double < 3.1e-5)
    }
}
