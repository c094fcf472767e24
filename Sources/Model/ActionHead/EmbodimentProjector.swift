import NeuralNetwork
import Torch

/// The encoders and the decoder of the embodiments of one batch: between a robot's numbers and the DiT's tokens.
public struct EmbodimentProjector {
    let stateEncoder: CategorySpecificMLP.Selected
    let actionEncoder: MultiEmbodimentActionEncoder.Selected
    let actionDecoder: CategorySpecificMLP.Selected
}
