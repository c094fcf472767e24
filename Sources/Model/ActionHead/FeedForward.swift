import NeuralNetwork
import Torch

/// Four times wider, GELU (tanh), and back.
struct FeedForward {
    private let expand, contract: Linear

    init(_ width: Int, use: Linear.Use, _ parameters: ParameterScope) {
        expand = Linear(width, 4 * width, use: use, parameters["net"][0]["proj"])
        contract = Linear(4 * width, width, use: use, parameters["net"][2])
    }

    func callAsFunction(_ x: Tensor) -> Tensor { contract(expand(x, .gelu)) }
}
