import Checkpoint
import Dataset
import Embodiment
import Foundation
import Model
import NeuralNetwork
import Policy
import TestSupport
import Testing
import Tokenization
import Torch
import Transforms

/// From a frame of the real dataset to un-normalised actions, against the reference's own run of it.
///
/// The tiny model has 512 words, so the reference remapped the tokens of Eagle's prompt: the image token to 300, any other id
/// to id % 256. Here the same is done between the transforms and the model.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared"), .trains) struct EndToEndTests {
    static let recording = Shared.fixtures.appending(path: "n15_data/io.safetensors")
    static let checkpoint = Shared.fixtures.appending(path: "n15_tiny")

    @Test func actionsOfARealFrameEqualTheReferences() throws {
        let file = try SafetensorsFile(Self.recording)
        let model = try GR00TModel(loading: Self.checkpoint, precision: .float32)
        let ids = try file.tensor("e2e.remapped_ids")
        let actions = try withNoGrad {
            let context = try model.encode(
                VisionLanguageInput(inputIDs: ids, attentionMask: nil, pixels: file.tensor("b1.pixel_values")))
            return try model.sample(
                context, state: file.tensor("policy.state").to(.float32), embodiments: [24],
                noise: file.tensor("e2e.noise"))
        }
        let difference = try (actions - file.tensor("e2e.action_normalized")).abs().max().double
        #expect(difference < 1e-4)
    }
}
