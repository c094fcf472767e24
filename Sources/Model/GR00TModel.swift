import Foundation
import NeuralNetwork
import Torch

/// GR00T N1 or N1.5: a vision-language backbone, and a flow-matching action head that reads its features. How the two differ is in
/// ``ModelFamily``.
///
/// Acting is split in two: ``encode(_:)`` makes a context of what is seen and said, ``sample(_:state:embodiments:noise:steps:guidance:)``
/// turns noise into actions. A model belongs to one thread at a time.
public final class GR00TModel {
    public let config: GR00TConfig
    public let eagle: EagleConfig
    public let parameters: ParameterStore
    public let backbone: EagleBackbone
    public let actionHead: FlowMatchingActionHead
    private let padding: PromptPadding
    private var schedules: [Int: DenoisingSchedule] = [:]
    private var projectors: [[Int]: EmbodimentProjector] = [:]

    /// Builds the model from `parameters`, strictly: throws ``ModelError`` for a configuration that is not supported, and
    /// ``CheckpointProblems`` that lists every missing, unused and misshapen key.
    public init(
        _ config: GR00TConfig, _ eagle: EagleConfig, padding: PromptPadding = .ignored,
        parameters: ParameterStore
    ) throws {
        try config.validate(with: eagle)
        self.config = config
        self.eagle = eagle
        self.parameters = parameters
        self.padding = padding
        backbone = try EagleBackbone(config, eagle, padding, parameters)
        actionHead = FlowMatchingActionHead(config.actionHead, parameters["action_head"])
        try parameters.finish()
    }

    /// Loads the checkpoint in `directory`: `config.json`, `eagle_config.json` if it is there, and the weights; or an adapter
    /// with the checkpoint that it belongs to.
    ///
    /// - Parameters:
    ///   - actionHorizon: steps of a chunk, where it is not the configuration's; no weight depends on it.
    ///   - guidable: whether ``isGuidable`` has to hold; in a packed precision the matrices of the denoising steps then take
    ///     their memory twice.
    public convenience init(
        loading directory: URL, precision: Precision, padding: PromptPadding = .ignored, actionHorizon: Int? = nil,
        guidable: Bool = false
    ) throws {
        let checkpoint = try ModelCheckpoint(directory)
        var config = try checkpoint.config
        config.actionHorizon = actionHorizon ?? config.actionHorizon
        config.actionHead.actionHorizon = config.actionHorizon
        try self.init(
            config, checkpoint.eagle, padding: padding,
            loading: .loading(
                checkpoint.weights(prefetch: true), precision: precision, inputGradients: guidable))
    }

    /// Loads the model from `parameters`; their memory is that of weights, not of activations.
    public convenience init(
        _ config: GR00TConfig, _ eagle: EagleConfig, padding: PromptPadding = .ignored,
        loading parameters: ParameterStore
    ) throws {
        Machine.keepFreedMemory(false)
        defer { Machine.keepFreedMemory(true) }
        try self.init(config, eagle, padding: padding, parameters: parameters)
    }

    /// The backbone's features of every token, [B, T, width]. They carry gradients only where the backbone is trained.
    ///
    /// Throws ``ModelError/badInput(_:)`` for tokens that do not fit the images.
    public func features(_ input: VisionLanguageInput) throws -> Tensor {
        try validate(input)
        return trainsBackbone ? backbone(input) : withNoGrad { backbone(input) }
    }

    /// Whether gradients flow into the backbone; then its features change from step to step.
    public var trainsBackbone: Bool {
        config.backbone.projectToDim != nil || parameters.training?.carriesGradients("backbone") ?? true
    }

    /// What the action head needs of an observation. Throws ``ModelError/badInput(_:)`` for tokens that do not fit the images.
    public func encode(_ input: VisionLanguageInput) throws -> ActionContext {
        context(of: try features(input), attentionMask: input.attentionMask)
    }

    /// The same of features that were made before.
    ///
    /// - Parameter attentionMask: 1 for real tokens, 0 for padding, [B, T]; `nil` when nothing is padded.
    public func context(of features: Tensor, attentionMask: Tensor?) -> ActionContext {
        actionHead.encode(features, padding: mask(attentionMask))
    }

    /// Features as the action head attends to them, normalised and mixed with each other; [B, T, width].
    public func mixed(_ features: Tensor, attentionMask: Tensor?) -> Tensor {
        actionHead.mixed(features, padding: mask(attentionMask))
    }

    private func mask(_ attentionMask: Tensor?) -> PaddingMask? {
        padding == .ignored ? attentionMask.map(PaddingMask.init) : nil
    }

    /// Actions for a context: `steps` Euler steps from `noise`.
    ///
    /// - Parameters:
    ///   - state: normalised and zero-padded, [B, 1, maxStateDim].
    ///   - embodiments: projector index of every sample, [B].
    ///   - noise: standard normal, [B, actionHorizon, actionDim]. The same noise gives the same actions.
    ///   - steps: the configuration's own number where absent.
    ///   - guidance: what the actions are to follow; where absent, or where its weights are all 0, nothing.
    /// - Returns: normalised actions, [B, actionHorizon, actionDim].
    /// - Throws: ``ModelError/badInput(_:)``, and ``ModelError/notGuidable(precision:)``; see ``isGuidable``.
    public func sample(
        _ context: ActionContext, state: Tensor, embodiments: [Int], noise: Tensor, steps: Int? = nil,
        guidance: Guidance? = nil
    ) throws -> Tensor {
        try validate(state: state, embodiments: embodiments, actions: noise)
        if let guidance { try validate(guidance, shape: noise.shape) }
        return actionHead.sample(
            context, state: state, projector: projector(embodiments), noise: noise,
            schedule: schedule(steps ?? config.actionHead.numInferenceTimesteps),
            guidance: guidance.flatMap { $0.holdsAnything ? $0 : nil })
    }

    /// Whether gradients reach the noisy actions, as guidance with the Jacobian needs it: the model is in a precision that
    /// autograd knows, or was loaded for it.
    public var isGuidable: Bool { parameters.carriesInputGradients("action_head.model") }

    /// The flow-matching loss for given noise and time; see ``FlowMatchingActionHead``. Gradients flow through it.
    public func loss(
        _ context: ActionContext, state: Tensor, embodiments: [Int], actions: Tensor, mask: Tensor,
        acted: Tensor? = nil, noise: Tensor, time: Tensor, futureLayer: Int? = nil
    ) throws -> FlowMatchingLoss {
        try validate(state: state, embodiments: embodiments, actions: actions)
        return actionHead.loss(
            context, state: state, projector: projector(embodiments), actions: actions, mask: mask, acted: acted,
            noise: noise, time: time, futureLayer: futureLayer)
    }

    /// Brings the weights into their fastest form, where that was put off so that the first answer comes sooner: a second or
    /// two for the full-size model. Later calls do nothing.
    public func settle() {
        Machine.keepFreedMemory(false)
        defer { Machine.keepFreedMemory(true) }
        withNoGrad { parameters.settle() }
    }

    /// Packed weights never change, so what depends on them alone is kept from call to call.
    private var keepsDerivedTensors: Bool { !parameters.precision.isTrainable && parameters.training == nil }

    private func schedule(_ steps: Int) -> DenoisingSchedule {
        if let known = schedules[steps] { return known }
        let schedule = actionHead.schedule(steps: steps)
        if keepsDerivedTensors {
            schedules[steps] = schedule
            parameters.evictPlainMatrices()
        }
        return schedule
    }

    private func projector(_ embodiments: [Int]) -> EmbodimentProjector {
        if let known = projectors[embodiments] { return known }
        let projector = actionHead.projector(embodiments)
        // One entry: a robot does not change its body between calls.
        if keepsDerivedTensors { projectors = [embodiments: projector] }
        return projector
    }
}
