import Foundation
import Model
import Torch
import Transforms

/// A noise and a flow time that one sample is trained with. Both follow from the run's seed and the sample's position, not
/// from the batch that it is in.
public struct FlowMatchingDraw {
    /// Standard normal, [horizon, actionDim].
    public let noise: Tensor
    /// t = (s − β) / s with β ~ Beta(alpha, beta), in 0...1: 0 is noise, 1 is the action. Small times, where nearly all is
    /// still to be decided, come more often (GR00T N1, arXiv 2503.14734, section 2.1).
    public let time: Float
    /// For the masks of the dropouts.
    public let dropoutSeed: UInt64

    /// - Parameter draw: number of the draw, where a sample has several in one step.
    public init(_ config: ActionHeadConfig, seed: Int, position: Int, draw: Int = 0) {
        // Two rounds keep neighbouring positions of neighbouring seeds apart.
        var mixer = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
        for _ in 0..<draw { _ = mixer.next() }
        var generator = SplitMix64(seed: mixer.next() ^ UInt64(bitPattern: Int64(position)))
        noise = Tensor.normal([config.actionHorizon, config.actionDim], seed: generator.next())
        dropoutSeed = generator.next()
        let beta = BetaDistribution(alpha: config.noiseBetaAlpha, beta: config.noiseBetaBeta)
        time = Float((config.noiseS - beta.draw(&generator)) / config.noiseS)
    }
}

/// Beta(alpha, beta) on 0...1.
struct BetaDistribution {
    let alpha, beta: Double

    func draw(_ generator: inout SplitMix64) -> Double {
        let (x, y) = (gamma(alpha, &generator), gamma(beta, &generator))
        return x / (x + y)
    }

    /// Gamma(shape, 1) by Marsaglia and Tsang's method (ACM TOMS 26, 363), boosted for shapes below 1.
    private func gamma(_ shape: Double, _ generator: inout SplitMix64) -> Double {
        if shape < 1 {
            return gamma(shape + 1, &generator) * pow(generator.positiveUnit(), 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal(&generator)
            let v = pow(1 + c * x, 3)
            if v > 0, log(generator.positiveUnit()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Box and Muller.
    private func normal(_ generator: inout SplitMix64) -> Double {
        (-2 * log(generator.positiveUnit())).squareRoot() * cos(2 * .pi * generator.unit())
    }
}

extension SplitMix64 {
    /// Uniform in (0, 1].
    fileprivate mutating func positiveUnit() -> Double { 1 - unit() }
}
