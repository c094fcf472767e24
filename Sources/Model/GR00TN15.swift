import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// GR00T N1.5: a vision-language backbone, and a flow-matching action head that reads its features.
///
/// Acting is split in two: ``encode(_:)`` makes a context of what is seen and said, ``sample(_:state:embodiments:noise:steps:)``
/// turns noise into actions. A model belongs to one thread at a time.
public final class GR00TN15 {
    public let config: GR00TConfig
    public let eagle: EagleConfig
    public let parameters: ParameterStore
    public let backbone: EagleBackbone
    public let actionHead: FlowMatchingActionHead
    private var schedules: [Int: DenoisingSchedule] = [:]
    private var projectors: [[Int64]: EmbodimentProjector] = [:]

    /// Builds the model from `parameters`, strictly: throws ``ModelError`` for a configuration that is not supported, and
    /// ``CheckpointProblems`` that lists every missing, unused and misshapen key.
    public init(
        _ config: GR00TConfig, _ eagle: EagleConfig, paddedQueries: PaddedQueries = .zero,
        parameters: ParameterStore
    ) throws {
        try config.validate(with: eagle)
        self.config = config
        self.eagle = eagle
        self.parameters = parameters
        backbone = try EagleBackbone(config.backbone, eagle, paddedQueries, parameters["backbone"])
        actionHead = FlowMatchingActionHead(config.actionHead, parameters["action_head"])
        try parameters.finish()
    }

    /// Loads the checkpoint in `directory`: `config.json`, `eagle_config.json` if it is there, and the weights.
    ///
    /// - Parameter actionHorizon: steps of a chunk, where it is not the configuration's; no weight depends on it.
    public convenience init(
        loading directory: URL, precision: Precision, paddedQueries: PaddedQueries = .zero, actionHorizon: Int? = nil
    ) throws {
        var config = try GR00TConfig(directory.appending(path: "config.json"))
        config.actionHorizon = actionHorizon ?? config.actionHorizon
        config.actionHead.actionHorizon = config.actionHorizon
        let eagle = try EagleConfig(directory: directory)
        let weights = try ModelWeights(directory, prefetch: true)
        Machine.keepFreedMemory(false)
        defer { Machine.keepFreedMemory(true) }
        try self.init(
            config, eagle, paddedQueries: paddedQueries,
            parameters: .loading(TensorSource(weights), precision: precision))
    }

    /// What the action head needs of an observation. Throws ``ModelError/badInput(_:)`` for tokens that do not fit the images.
    public func encode(_ input: VisionLanguageInput) throws -> ActionContext {
        try validate(input)
        return actionHead.encode(backbone(input))
    }

    /// Actions for a context: `steps` Euler steps from `noise`.
    ///
    /// - Parameters:
    ///   - state: normalised and zero-padded, [B, 1, maxStateDim].
    ///   - embodiments: projector index of every sample, [B].
    ///   - noise: standard normal, [B, actionHorizon, actionDim]. The same noise gives the same actions.
    ///   - steps: the configuration's own number where absent.
    /// - Returns: normalised actions, [B, actionHorizon, actionDim].
    public func sample(
        _ context: ActionContext, state: Tensor, embodiments: [Int], noise: Tensor, steps: Int? = nil
    ) throws -> Tensor {
        try validate(state: state, embodiments: embodiments, actions: noise)
        return actionHead.sample(
            context, state: state, projector: projector(embodiments), noise: noise,
            schedule: schedule(steps ?? config.actionHead.numInferenceTimesteps))
    }

    /// The flow-matching loss for given noise and time; see ``FlowMatchingActionHead``.
    public func loss(
        _ context: ActionContext, state: Tensor, embodiments: [Int], actions: Tensor, mask: Tensor, noise: Tensor,
        time: Tensor
    ) throws -> Tensor {
        try validate(state: state, embodiments: embodiments, actions: actions)
        return actionHead.loss(
            context, state: state, projector: projector(embodiments), actions: actions, mask: mask, noise: noise,
            time: time)
    }

    /// Brings the weights into their fastest form, where that was put off so that the first answer comes sooner: a second or
    /// two for the full-size model. Later calls do nothing.
    public func settle() {
        Machine.keepFreedMemory(false)
        defer { Machine.keepFreedMemory(true) }
        withNoGrad { parameters.settle() }
    }

    /// Packed weights never change, so what depends on them alone is kept from call to call.
    private var keepsDerivedTensors: Bool { !parameters.precision.isTrainable }

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
        let ids = embodiments.map(Int64.init)
        if let known = projectors[ids] { return known }
        let projector = actionHead.projector(Tensor(ids, [ids.count]))
        // One entry: a robot does not change its body between calls.
        if keepsDerivedTensors { projectors = [ids: projector] }
        return projector
    }
}
