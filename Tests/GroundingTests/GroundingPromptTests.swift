import Dataset
import Foundation
import Grounding
import Media
import Simulation
import TestSupport
import Testing
import Tokenization

@Suite struct GroundingPromptTests {
    /// A scene with these cubes, by their y, and a bowl.
    static func moment(_ cubes: [(CubeColour, y: Double)], bowl: Bool = true) -> SeenMoment {
        let image = Image(height: 96, width: 96, pixels: [UInt8](repeating: 100, count: 96 * 96 * 3))
        func seen(_ name: SeenObject.Name, _ y: Double) -> SeenObject {
            SeenObject(
                name: name, position: SIMD3(0.2, y, 0.0125), turn: 0.1, front: SIMD2(0.5 + y, 0.3), wrist: nil,
                fromGripper: SIMD3(0, y, -0.1))
        }
        return SeenMoment(
            front: image, wrist: image,
            objects: cubes.map { seen(.cube($0.0), $0.y) } + (bowl ? [seen(.bowl, 0.05)] : []))
    }

    static func reader(_ directory: URL, tokensPerTile: Int = 36) throws -> PromptReader {
        try NanoTokenizer.write(to: directory)
        return try PromptReader(
            EagleProcessor(tokenizer: ByteLevelBPETokenizer(directory: directory), tokensPerTile: tokensPerTile))
    }

    @Test func queriesStandOnTheirWords() throws {
        try withTemporaryDirectory { directory in
            let reader = try Self.reader(directory)
            let tokenizer = reader.processor.tokenizer
            let moment = Self.moment([(.green, 0.1), (.red, -0.1)])
            var random = PCG64(seed: 1)
            for instruction in InstructionSplit.training.instructions(of: .bowl) where instruction.goal.colour == .green
            {
                let sample = GroundingSample(moment, GroundingPrompt(instruction), reader, &random)
                let words = try sample.queries.map { try tokenizer.decode([sample.tokens[$0.position]]) }
                #expect(
                    sample.tokens
                        == (try reader.processor.tokens(instruction: instruction.text, tilesPerImage: [1, 1])))
                #expect(words == [" green", "\n", " bowl"])
                #expect(sample.queries.map(\.object?.name) == [.cube(.green), .cube(.green), .bowl])
                #expect(sample.answers.isEmpty && sample.end == sample.tokens.count - 1)
            }
        }
    }

    /// No word of the tasks falls into pieces: a piece could not be looked up.
    @Test func everyWordIsOneToken() throws {
        try withTemporaryDirectory { directory in
            let tokenizer = try Self.reader(directory).processor.tokenizer
            // A word in a text has its space with it, the first has none.
            let words = PromptDraw.vocabulary.flatMap { text in
                text.split(separator: " ").enumerated().map { $0.offset == 0 ? String($0.element) : " \($0.element)" }
            }
            let pieces = Set(words).filter { tokenizer.encode($0).count > 1 }
            #expect(pieces.isEmpty, "\(pieces)")
        }
    }

    @Test func answersAreTheScenes() throws {
        let moment = Self.moment([(.green, 0.1), (.red, -0.1), (.blue, 0.02)], bowl: false)
        var random = PCG64(seed: 2)
        var answers: [String: String] = [:]
        for _ in 0..<600 {
            let prompt = PromptDraw.prompt(for: moment, &random)
            if let answer = prompt.answer { answers[prompt.text] = answer }
            #expect(prompt.kind != .bowl)
        }
        #expect(answers["what is left of the red cube"] == "blue")
        #expect(answers["what is left of the green cube"] == "nothing")
        #expect(answers["what colour is the right cube"] == "red")
        #expect(answers["is there a red cube"] == "yes" && answers["is there a purple cube"] == "no")
        // 0.3 down and 0.6 across, in eighths.
        #expect(answers["where is the green cube"] == "two four")
    }

    /// What is held out for evaluation is never taught.
    @Test func heldOutPairsStayUnseen() {
        let moment = Self.moment([(.green, 0.1), (.red, -0.1), (.blue, 0)])
        let heldOut = Set(InstructionSplit.heldOut.instructions(of: .pick).map(\.text))
        var random = PCG64(seed: 3)
        let texts = (0..<2000).map { _ in PromptDraw.prompt(for: moment, &random).text }
        #expect(heldOut.isDisjoint(with: texts) && Set(texts).count > 30)
    }
}
