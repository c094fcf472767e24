import NeuralNetwork
import Torch

/// The average of trained weights over the steps, new = d · old + (1 − d) · weights, in float32: less noisy than the weights
/// of any one step (arXiv 1306.5063 among others; openpi trains with 0.99 to 0.999). With d = 1 it stays what it was.
public final class ExponentialMovingAverage {
    public let decay: Double
    /// By the parameter's key.
    public private(set) var values: [String: Tensor]
    /// The weights while the averages have their place.
    private var kept: [Tensor] = []

    /// Starts with the weights as they are.
    /// - Parameter isAveraged: which parameters it is of, by their keys.
    public init(decay: Double, of optimizer: AdamW, where isAveraged: (String) -> Bool = { _ in true }) {
        self.decay = decay
        values = Dictionary(
            uniqueKeysWithValues: optimizer.parameters.filter { isAveraged($0.key) }.map { ($0.key, $0.master) })
    }

    /// Call after every step that changed the weights.
    public func update(from optimizer: AdamW) {
        guard decay < 1 else { return }
        withNoGrad {
            for parameter in optimizer.parameters {
                guard let average = values[parameter.key] else { continue }
                average.multiplyInPlace(Scalar(decay))
                average.addInPlace(parameter.master, alpha: Scalar(1 - decay))
            }
        }
    }

    /// Goes on from a saved average.
    func load(_ value: (String) throws -> Tensor) rethrows {
        for key in values.keys { values[key] = try value(key).to(.float32, copy: true) }
    }

    /// Puts the averages in the place of the weights that are computed with; a second call puts the weights back.
    func swap(with optimizer: AdamW) {
        let parameters = optimizer.parameters.filter { values[$0.key] != nil }
        let puts = kept.isEmpty
        if puts { kept = parameters.map { $0.tensor.detach().clone() } }
        withNoGrad {
            for (parameter, weights) in zip(parameters, kept) {
                if puts, let average = values[parameter.key] { parameter.tensor.copyInPlace(average) }
                if !puts { parameter.tensor.copyInPlace(weights) }
            }
        }
        if !puts { kept = [] }
    }
}
