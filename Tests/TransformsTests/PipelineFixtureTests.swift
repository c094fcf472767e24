import Embodiment
import TestSupport
import Testing
import Tokenization
import Transforms

private let qwen3 = Result { try EagleProcessor(tokenizer: ByteLevelBPETokenizer(directory: Shared.qwen3Tokenizer)) }

/// Whole samples of `fourier_gr1_arms_only` against the reference.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared"))
struct PipelineFixtureTests {
    private let fixture: Fixture
    private let pipeline: TransformPipeline
    private let processor: EagleProcessor
    private let groups = ["left_arm", "right_arm", "left_hand", "right_hand"]

    init() throws {
        fixture = try Fixture()
        let metadata = try #require(fixture.meta.metadata["gr1"])
        processor = try qwen3.get()
        pipeline = try DataConfig.named("fourier_gr1_arms_only").pipeline(metadata: metadata, processor: processor)
    }

    private func raw(_ sample: String, _ modality: String) throws -> [String: Matrix] {
        try groups.reduce(into: [:]) { $0[$1] = try fixture.matrix("\(sample).raw.\(modality).\($1)") }
    }

    @Test(arguments: ["s0", "s300", "s415", "s903", "s2095"])
    func statesActionsAndMasks(sample: String) throws {
        let video = try fixture.image("s300.raw.video")
        let action = try raw(sample, "action")
        let input = try pipeline.apply(
            Observation(
                video: ["ego_view": [video]], state: try raw(sample, "state"),
                annotation: ["human.action.task_description": ["pick"]]),
            action: action)
        #expect(input.state.distance(to: try fixture.matrix("\(sample).state")) < 1e-15)
        #expect(input.stateMask == (try fixture.booleans("\(sample).state_mask")))
        let normalized = try #require(input.action)
        #expect(normalized.distance(to: try fixture.matrix("\(sample).action")) < 1e-12)
        #expect(input.actionMask == (try fixture.booleans("\(sample).action_mask")))
        #expect(input.embodimentID == 24)

        let back = try pipeline.unapply(normalized)
        for group in groups {
            let expected = try #require(action[group])
            #expect(try #require(back.actions[group]).distance(to: expected) < 1e-7, "\(group)")
        }
    }

    @Test func imageAndPromptAsTheModelTakesThem() throws {
        let observation = Observation(
            video: ["ego_view": [try fixture.image("s300.raw.video")]], state: try raw("s300", "state"),
            annotation: ["human.action.task_description": ["pick the pear from the counter and place it in the plate"]])
        let input = try pipeline.apply(observation)
        #expect(input.tokens == (try fixture.values("b1.input_ids", as: Int64.self).map(Int.init)))
        let expected = try fixture.image("s300.eval.image_u8")
        #expect(input.images == [expected])
        let pixelValues = try fixture.values("b1.pixel_values", as: Float.self)
        let largest = (0..<pixelValues.count).map { index in
            let (channel, pixel) = index.quotientAndRemainder(dividingBy: 224 * 224)
            return abs((Float(input.images[0].pixels[pixel * 3 + channel]) / 255 - 0.5) / 0.5 - pixelValues[index])
        }.max()
        #expect(try #require(largest) < 2e-7)
        #expect(input.action == nil && input.actionMask == nil)

        let metadata = try #require(fixture.meta.metadata["gr1"])
        let asPolicy = try DataConfig.named("fourier_gr1_arms_only").pipeline(
            metadata: metadata, processor: processor, instructionForm: .pythonList)
        let expectedIDs = try fixture.values("policy.input_ids", as: Int64.self).map(Int.init)
        #expect(try asPolicy.apply(observation).tokens == expectedIDs)
    }

    @Test func predictionInTheUnitsOfTheDataset() throws {
        let chunk = try pipeline.unapply(try fixture.floatMatrix("e2e.action_normalized"))
        #expect(chunk.horizon == 16)
        for group in groups {
            let expected = try fixture.floatMatrix("e2e.action.\(group)")
            #expect(try #require(chunk.actions[group]).distance(to: expected) < 1e-6, "\(group)")
        }
    }
}
