import NeuralNetwork
import Torch

/// Eagle's `mlp1`: from the vision tower's width to the language model's. N1.5 has one linear layer on 256 tokens per tile.
/// In N1 2 x 2 tokens become one first (pixel shuffle), which leaves 64, and there are a LayerNorm and two layers with a GELU.
struct Connector {
    private let norm: LayerNorm?
    private let first: Linear
    private let second: Linear?
    private let shuffle: Int

    init(_ config: EagleConfig, _ parameters: ParameterScope) throws {
        shuffle = config.usePixelShuffle || config.mlpConnectorLayers == 2 ? Int(1 / config.downsampleRatio) : 1
        let (inputs, outputs) = (config.vision.hiddenSize * shuffle * shuffle, config.text.hiddenSize)
        switch config.mlpConnectorLayers {
        case 1:
            norm = nil
            first = Linear(inputs, outputs, parameters[0])
            second = nil
        case 2:
            norm = LayerNorm(inputs, epsilon: 1e-5, parameters[0])
            first = Linear(inputs, outputs, parameters[1])
            second = Linear(outputs, outputs, parameters[3])
        case let layers:
            throw ModelError.unsupported(
                key: "mlp_connector_layers", value: "\(layers)", supported: "1 and 2")
        }
    }

    /// [N, tokens, vision width] to [N, tokens or a quarter of them, language width].
    func callAsFunction(_ tokens: Tensor) -> Tensor {
        let shuffled = shuffle > 1 ? pixelShuffled(tokens) : tokens
        let projected = first(norm?(shuffled) ?? shuffled)
        return second.map { $0(projected.gelu()) } ?? projected
    }

    /// Neighbours in a square of `shuffle` x `shuffle` tokens become one token, features side by side.
    private func pixelShuffled(_ tokens: Tensor) -> Tensor {
        let (count, width) = (tokens.size(0), tokens.size(2))
        let side = Int(Double(tokens.size(1)).squareRoot())
        let rows = tokens.reshape([count, side, side / shuffle, width * shuffle]).permute([0, 2, 1, 3])
        return rows.reshape([count, side / shuffle, side / shuffle, width * shuffle * shuffle])
            .permute([0, 2, 1, 3]).flatten(startDim: 1, endDim: 2)
    }
}
