import Model
import NeuralNetwork
import Torch

/// FLARE's f: what the DiT's future tokens say of the future, in the space of the features that come true. Two layers with a
/// GELU between. Only training needs it, so its parameters are kept with the optimiser's state, not with the model.
package struct FutureProjector {
    package let parameters: ParameterStore
    private let expand, contract: Linear

    package init(_ config: ActionHeadConfig, _ parameters: ParameterStore) {
        let (inputs, outputs) = (config.diffusionModel.width, config.backboneEmbeddingDim)
        let scope = parameters["flare"]["projector"]
        expand = Linear(inputs, outputs, scope[0])
        contract = Linear(outputs, outputs, scope[2])
        self.parameters = parameters
    }

    /// To be trained; drawn from `seed`.
    package init(_ config: ActionHeadConfig, dtype: ComputeDtype, seed: Int) {
        let plan = TrainingPlan(
            precision: dtype.precision, frozenPrecision: dtype.precision, tunes: { _ in true },
            carriesGradients: { _ in true })
        self.init(config, .random(seed: UInt64(bitPattern: Int64(seed)), training: plan))
    }

    /// [B, futureTokens, width] to [B, futureTokens, width of the features].
    package func callAsFunction(_ tokens: Tensor) -> Tensor { contract(expand(tokens, .gelu)).to(.float32) }
}
