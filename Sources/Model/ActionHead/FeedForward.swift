import NeuralNetwork
import Torch

/// Four times wider, GELU (tanh), and back.
struct FeedForward {
    private let expand, contract: Linear
    private let innerDropout, dropout: Dropout

    init(_ config: TransformerConfig, use: Linear.Use, _ parameters: ParameterScope) {
        let width = config.width
        expand = Linear(width, 4 * width, use: use, parameters["net"][0]["proj"])
        contract = Linear(4 * width, width, use: use, parameters["net"][2])
        innerDropout = Dropout(config.dropout, of: parameters)
        dropout = Dropout(config.finalDropout ? config.dropout : 0, of: parameters)
    }

    func callAsFunction(_ x: Tensor) -> Tensor { dropout(contract(innerDropout(expand(x, .gelu)))) }
}
