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
        let batch = processor.pad(samples.map(\.tokens))
        let length = batch.ids.first?.count ?? 0
        let isPadded = batch.mask.contains { $0.contains(0) }
        input = VisionLanguageInput(
            inputIDs: Tensor(batch.ids.flatMap { $0 }, [samples.count, length]),
            attentionMask: isPadded ? Tensor(batch.mask.flatMap { $0 }, [samples.count, length]) : nil,
            pixels: ModelBatch.pixels(samples.flatMap(\.images)))
        state = Tensor(
            samples.flatMap { $0.state.values.map(Float.init) },
            [samples.count, samples[0].state.rows, samples[0].state.columns])
        embodiments = samples.map(\.embodimentID)
    }

    /// [tiles, 3, H, W] in -1...1.
    private static func pixels(_ images: [Image]) -> Tensor {
        let tiles = images.map { Tensor($0.pixels, [$0.height, $0.width, 3]).permute([2, 0, 1]) }
        return Tensor.stack(tiles).normalizedPixels()
    }
}
