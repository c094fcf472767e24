import NeuralNetwork
import Torch

/// The action head: flow matching (arXiv 2210.02747) with a DiT that reads the backbone's features. In N1 it reads them as they are,
/// and there are no future tokens.
public struct FlowMatchingActionHead {
    let config: ActionHeadConfig
    private let vlln: LayerNorm?
    private let vlSelfAttention: SelfAttentionTransformer?
    private let stateEncoder: CategorySpecificMLP
    private let actionEncoder: MultiEmbodimentActionEncoder
    private let actionDecoder: CategorySpecificMLP
    private let futureTokens: Embedding?
    private let positionEmbedding: Embedding?
    private let dit: DiT

    init(_ config: ActionHeadConfig, _ parameters: ParameterScope) {
        self.config = config
        dit = DiT(config.diffusionModel, outputWidth: config.hiddenSize, parameters["model"])
        stateEncoder = CategorySpecificMLP(
            config, config.maxStateDim, config.inputEmbeddingDim, parameters["state_encoder"])
        actionEncoder = MultiEmbodimentActionEncoder(config, parameters["action_encoder"])
        actionDecoder = CategorySpecificMLP(config, config.hiddenSize, config.actionDim, parameters["action_decoder"])
        futureTokens =
            config.numTargetVisionTokens > 0
            ? Embedding(config.numTargetVisionTokens, config.inputEmbeddingDim, parameters["future_tokens"]) : nil
        vlln =
            config.useVlln ? LayerNorm(config.backboneEmbeddingDim, epsilon: 1e-5, parameters["vlln"]) : nil
        vlSelfAttention = config.vlSelfAttention.flatMap {
            config.useVlln ? SelfAttentionTransformer($0, parameters["vl_self_attention"]) : nil
        }
        positionEmbedding =
            config.addPosEmbed
            ? Embedding(config.maxSeqLen, config.inputEmbeddingDim, parameters["position_embedding"]) : nil
    }

    /// All that the denoising steps need of an observation's features, [B, T, width]: their keys and values in every block.
    ///
    /// - Parameter padding: what of them is not to be read; where `nil`, all is.
    public func encode(_ features: Tensor, padding: PaddingMask? = nil) -> ActionContext {
        ActionContext(keysAndValues: dit.keysAndValues(mixed(features, padding: padding), padding))
    }

    /// The features as the DiT attends to them, normalised and mixed with each other; [B, T, width].
    public func mixed(_ features: Tensor, padding: PaddingMask? = nil) -> Tensor {
        let normalized = vlln.map { traced("vlln", $0(features), from: features) } ?? features
        return vlSelfAttention?(normalized, padding) ?? normalized
    }

    /// The projector of these embodiments, one per sample.
    public func projector(_ embodiments: [Int]) -> EmbodimentProjector {
        EmbodimentProjector(
            stateEncoder: stateEncoder.selected(embodiments), actionEncoder: actionEncoder.selected(embodiments),
            actionDecoder: actionDecoder.selected(embodiments))
    }

    public func schedule(steps: Int) -> DenoisingSchedule {
        DenoisingSchedule(
            steps: (0..<steps).map { step in
                let time = Double(step) / Double(steps)
                let bucket = Tensor([Int64(time * Double(config.numTimestepBuckets))], [1])
                let modulations = tracing(suffix: ".step\(step)") { dit.modulations(at: bucket) }
                return DenoisingSchedule.Step(bucket: bucket, modulations: modulations)
            })
    }

    /// Euler steps from noise [B, horizon, actionDim] to normalised actions of that shape; state is [B, 1, maxStateDim].
    ///
    /// - Parameter guidance: what the actions are to follow; where absent, nothing.
    public func sample(
        _ context: ActionContext, state: Tensor, projector: EmbodimentProjector, noise: Tensor,
        schedule: DenoisingSchedule, guidance: Guidance? = nil
    ) -> Tensor {
        let count = Double(schedule.steps.count)
        let stateToken = traced("state_encoder", projector.stateEncoder(state), from: state)
        var actions = noise.to(.float32)
        for (index, step) in schedule.steps.enumerated() {
            tracing(suffix: ".step\(index)") {
                let velocity = { (actions: Tensor) in
                    let output = traced("decoder", decoded(actions, step, stateToken, context, projector))
                    return output.narrow(dim: 1, start: output.size(1) - actions.size(1), length: actions.size(1))
                }
                let direction =
                    guidance?.velocity(at: actions, time: Double(index) / count, of: velocity) ?? velocity(actions)
                actions = actions + direction / count
            }
        }
        return traced("action_pred", actions)
    }

    /// The flow-matching loss of the velocity, over the actions that `mask` keeps.
    ///
    /// xₜ = (1 − t) noise + t action; the target is action − noise. All of [B, horizon, actionDim], time [B] in 0...1.
    ///
    /// - Parameters:
    ///   - acted: which samples have actions, [B, 1, 1]; `nil`: all. The action encoder learns nothing from the others.
    ///   - futureLayer: the layer of the DiT, from 1, after which the future tokens are wanted.
    public func loss(
        _ context: ActionContext, state: Tensor, projector: EmbodimentProjector, actions: Tensor, mask: Tensor,
        acted: Tensor? = nil, noise: Tensor, time: Tensor, futureLayer: Int? = nil
    ) -> FlowMatchingLoss {
        let t = time.view([-1, 1, 1])
        let noisy = (1 - t) * noise + t * actions
        // Truncates towards zero, and may give -1: the reference lets it.
        let bucket = (time * Double(config.numTimestepBuckets)).to(.int64)
        let step = DenoisingSchedule.Step(bucket: bucket, modulations: dit.modulations(at: bucket))
        var futureTokens: Tensor?
        let output = decoded(noisy, step, projector.stateEncoder(state), context, projector, acted: acted) {
            guard $0 == futureLayer else { return }
            futureTokens = $1.narrow(dim: 1, start: state.size(1), length: config.numTargetVisionTokens)
        }
        traced("train.decoder", output)
        let velocity = output.narrow(dim: 1, start: output.size(1) - actions.size(1), length: actions.size(1))
        let kept = mask.to(.float32)
        return FlowMatchingLoss(
            squaredErrors: (velocity - (actions - noise)).square() * kept, kept: kept, futureTokens: futureTokens)
    }

    /// The decoder's output for [state, future tokens, noisy actions], [B, 1 + future + horizon, actionDim].
    private func decoded(
        _ actions: Tensor, _ step: DenoisingSchedule.Step, _ stateToken: Tensor, _ context: ActionContext,
        _ projector: EmbodimentProjector, acted: Tensor? = nil,
        watch: (_ layer: Int, _ hidden: Tensor) -> Void = { _, _ in }
    ) -> Tensor {
        let batch = actions.size(0)
        let all = traced(
            "action_encoder", projector.actionEncoder(actions, step.bucket.expand([batch])), from: actions)
        let encoded = acted.map { $0.selecting(input: all, other: all.detach()) } ?? all
        let positions = positionEmbedding.map { $0.rows(encoded.size(1)) }
        let future = futureTokens.map { $0.rows().unsqueeze(dim: 0).expand([batch, -1, -1]) }
        let tokens = Tensor.cat(
            [stateToken, future, positions.map { encoded + $0 } ?? encoded].compactMap(\.self), dim: 1)
        return projector.actionDecoder(dit(tokens, context.keysAndValues, step.modulations, watch: watch))
    }
}

/// What the action head keeps of one observation.
public struct ActionContext {
    let keysAndValues: [KeysAndValues?]

    /// Every observation as often in a row.
    public func repeated(_ times: Int) -> ActionContext {
        ActionContext(keysAndValues: keysAndValues.map { $0?.repeated(times) })
    }
}

extension Tensor {
    /// Every row of the first dimension as often in a row.
    public func repeatedRows(_ times: Int) -> Tensor { times == 1 ? self : repeatInterleave(times, dim: 0) }
}
