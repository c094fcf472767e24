import Model
import NeuralNetwork
import Torch

/// FLARE (arXiv 2505.15659): the future tokens of the DiT are to say what will be seen at the end of the chunk.
///
///     L = L_fm + λ L_align,   L_align = −mean cos(f(h), g(o'))
///
/// h are the future tokens after a layer of the DiT, f is a small projector, o' the observation at the end of the chunk. g is
/// the policy's own vision-language encoder, as an average of its weights over the steps: the backbone, and the head's
/// `vlln` and `vl_self_attention`, pooled into as many tokens as there are future ones (where the paper has a Q-former of its
/// own). No gradient flows into g.
public final class FutureAlignment {
    public let options: FlareOptions
    /// The DiT's layer, from 1, after which the future tokens are read.
    public let layer: Int
    /// The target encoder: of the policy's encoder what is trained. The rest is the policy's own.
    public let target: ExponentialMovingAverage
    private let projector: FutureProjector
    private let model: GR00TModel
    private let optimizer: AdamW

    /// Starts with the encoder as it is.
    /// - Parameter optimizer: has the parameters of the model and of the projector.
    package init(_ options: FlareOptions, _ model: GR00TModel, _ projector: FutureProjector, _ optimizer: AdamW) {
        (self.options, self.model, self.projector, self.optimizer) = (options, model, projector, optimizer)
        layer = options.layer(of: model.config.actionHead)
        target = ExponentialMovingAverage(decay: options.target.decay, of: optimizer, where: Self.isOfEncoder)
    }

    /// Whether the parameter called `key` is one of the vision-language encoder's, adapters included.
    package static func isOfEncoder(_ key: String) -> Bool {
        ["backbone.", "action_head.vlln.", "action_head.vl_self_attention."].contains { key.hasPrefix($0) }
    }

    /// What comes true, for each batch: [B, futureTokens, width] in float32, without gradients.
    ///
    /// Call before the forward pass of the step: the averages take the weights' place for a moment.
    /// Throws ``ModelError`` for a batch that does not fit the model.
    package func targets(of batches: [TrainingBatch]) throws -> [Tensor] {
        try withNoGrad {
            target.swap(with: optimizer)
            defer { target.swap(with: optimizer) }
            return try batches.map { batch in
                guard let future = batch.future else {
                    preconditionFailure("a batch without the future can't be aligned with it")
                }
                let (features, attentionMask) = try model.features(of: future.sight)
                return model.mixed(features, attentionMask: attentionMask).pooled(
                    future.tokens, into: model.config.actionHead.numTargetVisionTokens)
            }
        }
    }

    /// cos(f(h), g) of every future token, [B, futureTokens].
    package func similarity(_ futureTokens: Tensor, _ targets: Tensor) -> Tensor {
        let foreseen = projector(futureTokens)
        let inverseLength = { (x: Tensor) in (x.square().sum(dim: [-1]) + 1e-12).rsqrt() }
        return (foreseen * targets).sum(dim: [-1]) * inverseLength(foreseen) * inverseLength(targets)
    }

    /// Lets the target follow the policy. Call after every step that changed the weights.
    package func follow() { target.update(from: optimizer) }
}
