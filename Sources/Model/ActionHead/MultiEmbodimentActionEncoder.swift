import Foundation
import NeuralNetwork
import Torch

/// Noisy actions and the flow time become one token per step: W3 swish(W2 [W1 a ; τ]).
struct MultiEmbodimentActionEncoder {
    private let w1, w2, w3: CategorySpecificLinear
    private let width: Int

    init(_ config: ActionHeadConfig, _ parameters: ParameterScope) {
        width = config.inputEmbeddingDim
        w1 = CategorySpecificLinear(config, config.actionDim, width, parameters["W1"])
        w2 = CategorySpecificLinear(config, 2 * width, width, parameters["W2"])
        w3 = CategorySpecificLinear(config, width, width, parameters["W3"])
    }

    func selected(_ embodiments: [Int]) -> Selected {
        Selected(
            w1: w1.selected(embodiments), w2: w2.selected(embodiments), w3: w3.selected(embodiments), width: width)
    }

    struct Selected {
        fileprivate let w1, w2, w3: CategorySpecificLinear.Selected
        fileprivate let width: Int

        /// Actions [B, T, actionDim] and time buckets [B] to [B, T, width].
        func callAsFunction(_ actions: Tensor, _ buckets: Tensor) -> Tensor {
            let encoded = w1(actions)
            let time = sinusoidal(buckets).unsqueeze(dim: 1).expand([encoded.size(0), encoded.size(1), width])
            return w3(w2(Tensor.cat([encoded, time.to(encoded.dtype)], dim: 2)).silu()).to(.float32)
        }

        /// [sin, cos] of the bucket at `width / 2` frequencies from 1 to 1/10000, [B, width].
        private func sinusoidal(_ buckets: Tensor) -> Tensor {
            let half = width / 2
            let steps = Tensor.arange(start: 0, end: Scalar(half), step: 1, dtype: .float32)
            let frequencies = (steps * (-log(10_000) / Double(half))).exp()
            let angles = buckets.to(.float32).unsqueeze(dim: 1) * frequencies
            return Tensor.cat([angles.sin(), angles.cos()], dim: 1)
        }
    }
}
