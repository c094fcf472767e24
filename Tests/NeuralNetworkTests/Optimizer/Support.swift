import Torch

/// A tensor that is tuned, and whose gradients a test gives.
struct Leaf {
    let key: String
    let tensor: Tensor
    var decays: Bool { !key.contains("bias") }

    init(_ key: String, _ values: Tensor) {
        self.key = key
        tensor = values.detach().clone()
        tensor.requiresGrad = true
    }

    /// Makes `gradient` the leaf's: d/dx Σ x·g = g.
    func setGradient(_ gradient: Tensor) { (tensor * gradient.to(tensor.dtype)).sum().backward() }
}

/// AdamW in double precision, element by element, as its paper has it (arXiv 1711.05101).
struct PlainAdamW {
    var weights: [Double]
    var mean: [Double]
    var square: [Double]
    var steps = 0
    let beta1 = 0.95
    let beta2 = 0.999
    let weightDecay: Double

    init(_ weights: [Double], weightDecay: Double = 0) {
        self.weights = weights
        self.weightDecay = weightDecay
        mean = weights.map { _ in 0 }
        square = mean
    }

    mutating func step(_ gradient: [Double], learningRate: Double) {
        steps += 1
        var (power1, power2) = (1.0, 1.0)
        for _ in 0..<steps { (power1, power2) = (power1 * beta1, power2 * beta2) }
        for index in weights.indices {
            let g = gradient[index]
            mean[index] = beta1 * mean[index] + (1 - beta1) * g
            square[index] = beta2 * square[index] + (1 - beta2) * g * g
            let update = (mean[index] / (1 - power1)) / ((square[index] / (1 - power2)).squareRoot() + 1e-8)
            weights[index] -= learningRate * (update + weightDecay * weights[index])
        }
    }
}
