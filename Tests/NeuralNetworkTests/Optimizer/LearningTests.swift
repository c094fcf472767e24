import NeuralNetwork
import Testing
import Torch

/// What is learnt with 2 bytes of moments per parameter is what is learnt with 8.
@Suite struct LearningTests {
    private static func final(_ moments: MomentPrecision, _ learn: (AdamWOptions) -> Double) -> Double {
        learn(AdamWOptions(weightDecay: 0, moments: moments))
    }

    /// A quadratic with curvatures over four decades, mixed within the blocks, and gradients with noise.
    @Test func noisyQuadratic() {
        func learn(_ options: AdamWOptions) -> Double {
            let count = 1 << 14
            let curvature = (Tensor.normal([count], seed: 1) * 2).exp()
            let target = Tensor.normal([count], seed: 2)
            let leaf = Leaf("w", Tensor.zeros([count]))
            let optimizer = AdamW([("w", leaf.tensor, nil, false)], options: options)
            let schedule = CosineSchedule(peak: 2e-2, maxSteps: 1500)
            for step in 0..<1500 {
                let noise = Tensor.normal([count], seed: UInt64(100 + step))
                leaf.setGradient(withNoGrad { curvature * (leaf.tensor - target + noise) })
                optimizer.step(learningRate: schedule.learningRate(after: step))
            }
            return withNoGrad { (curvature * (leaf.tensor - target).square()).mean().double }
        }
        let (full, small) = (Self.final(.float32, learn), Self.final(.blockwise8, learn))
        #expect(abs(small / full - 1) < 0.05)
    }

    /// A network with one hidden layer, in bfloat16 with split masters and clipped gradients. 0.25 of the loss is noise
    /// of the targets; the rest varies by 10 to 20 % with anything that is random, such as the order of the samples.
    @Test func regression() {
        func learn(_ options: AdamWOptions) -> Double {
            let (inputs, hidden) = (32, 128)
            let layers = [
                Leaf("up", (Tensor.normal([hidden, inputs], seed: 1) * 0.18).to(.bfloat16)),
                Leaf("bias", Tensor.zeros([hidden])),
                Leaf("down", (Tensor.normal([1, hidden], seed: 2) * 0.09).to(.bfloat16)),
            ]
            let teacher = Tensor.normal([4, inputs], seed: 3) * 0.15
            func loss(_ seed: UInt64, _ count: Int) -> Tensor {
                let x = Tensor.normal([count, inputs], seed: seed)
                let noise = Tensor.normal([count, 1], seed: seed + 1_000_000) * 0.5
                let y = x.linear(teacher).sin().sum(dim: [1], keepdim: true) + noise
                let h = (x.to(.bfloat16).linear(layers[0].tensor).to(.float32) + layers[1].tensor).gelu()
                return (h.to(.bfloat16).linear(layers[2].tensor).to(.float32) - y).square().mean()
            }
            let optimizer = AdamW(layers.map { ($0.key, $0.tensor, nil, $0.decays) }, options: options)
            let schedule = CosineSchedule(peak: 1e-2, maxSteps: 1000)
            for step in 0..<1000 {
                loss(UInt64(10 + step), 64).backward()
                let norm = optimizer.gradientNorm()
                optimizer.step(
                    learningRate: schedule.learningRate(after: step), gradientScale: min(1, 1 / (norm + 1e-6)))
            }
            return withNoGrad { loss(7, 8192).double }
        }
        let (full, small) = (Self.final(.float32, learn), Self.final(.blockwise8, learn))
        #expect(abs(small / full - 1) < 0.05 && full < 0.4)
    }
}
