import NeuralNetwork
import Torch

/// Two category-specific layers with a ReLU between: the state encoder and the action decoder.
struct CategorySpecificMLP {
    private let layer1, layer2: CategorySpecificLinear

    init(_ config: ActionHeadConfig, _ inputs: Int, _ outputs: Int, _ parameters: ParameterScope) {
        layer1 = CategorySpecificLinear(config, inputs, config.hiddenSize, parameters["layer1"])
        layer2 = CategorySpecificLinear(config, config.hiddenSize, outputs, parameters["layer2"])
    }

    func selected(_ embodiments: [Int]) -> Selected {
        Selected(layer1: layer1.selected(embodiments), layer2: layer2.selected(embodiments))
    }

    struct Selected {
        fileprivate let layer1, layer2: CategorySpecificLinear.Selected

        func callAsFunction(_ x: Tensor) -> Tensor { layer2(layer1(x).relu()).to(.float32) }
    }
}
