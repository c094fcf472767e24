import Media
import Model
import Tokenization
import Torch
import Transforms

/// Samples as tensors, side by side: prompts padded on the left to the longest, tiles one after another.
public struct ModelBatch {
    public let input: VisionLanguageInput
    /// [B, stateHorizon, maxStateDim].
    public let state: Tensor
    /// Projector index of every sample.
    public let embodiments: [Int]

    /// - Precondition: there is at least one sample, and all have the same sizes, as samples of one pipeline do.
    public init(_ samples: [ModelInput], padding processor: EagleProcessor) {
        input = VisionLanguageInput(
            prompts: samples.map(\.tokens), tiles: samples.flatMap(\.images), padding: processor)
        state = Tensor(
            samples.flatMap { $0.state.values.map(Float.init) },
            [samples.count, samples[0].state.rows, samples[0].state.columns])
        embodiments = samples.map(\.embodimentID)
    }
}

extension VisionLanguageInput {
    /// Prompts padded on the left to the longest, and their tiles in the same order.
    ///
    /// - Precondition: there is at least one tile, and all have the same size.
    package init(prompts: [[Int]], tiles: [Image], padding processor: EagleProcessor) {
        let batch = processor.pad(prompts)
        let shape = [prompts.count, batch.ids.first?.count ?? 0]
        let isPadded = batch.mask.contains { $0.contains(0) }
        self.init(
            inputIDs: Tensor(batch.ids.flatMap { $0 }, shape),
            attentionMask: isPadded ? Tensor(batch.mask.flatMap { $0 }, shape) : nil,
            pixels: .pixels(of: tiles))
    }
}

extension Tensor {
    /// Pictures as the vision tower takes them: pixels in -1...1, [tiles, 3, H, W].
    ///
    /// - Precondition: there is at least one tile, and all have the same size.
    package static func pixels(of tiles: [Image]) -> Tensor {
        let pictures = tiles.map { Tensor($0.pixels, [$0.height, $0.width, 3]).permute([2, 0, 1]) }
        return Tensor.stack(pictures).normalizedPixels()
    }
}
