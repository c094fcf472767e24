import NeuralNetwork
import Testing
import Torch

/// A step against other implementations of the same formulas.
@Suite struct AdamWTests {
    private static let rates = CosineSchedule(peak: 1e-2, maxSteps: 200)
    private static let shape = [3, 7, 61]

    private static func values(_ seed: UInt64, scale: Double = 1) -> Tensor { .normal(shape, seed: seed) * scale }

    /// float32 leaves are libtorch's business; this is that all is handed over rightly: clipping, decay, steps, order.
    @Test func float32IsLibtorchsOwn() throws {
        let leaves = [Leaf("a", Self.values(1)), Leaf("b", Self.values(2)), Leaf("c.bias", Self.values(3))]
        let optimizer = AdamW(leaves.map { ($0.key, $0.tensor, nil, $0.decays) }, options: .init(weightDecay: 0.1))
        let expected = leaves.map { $0.tensor.detach().clone() }
        let moments = leaves.map { ($0.tensor.detach().zerosLike(), $0.tensor.detach().zerosLike()) }
        var steps = [0, 0, 0]
        for step in 0..<200 {
            let scale = step % 3 == 0 ? 0.7 : 1
            for (index, leaf) in leaves.enumerated() where index != 1 || step % 2 == 0 {
                let gradient = Self.values(UInt64(1000 + 10 * step + index))
                leaf.setGradient(gradient)
                steps[index] += 1
                Tensor.fusedAdamWInPlace(
                    input: [expected[index]], grads: [gradient * scale], expAvgs: [moments[index].0],
                    expAvgSqs: [moments[index].1], maxExpAvgSqs: [],
                    stateSteps: [Tensor([Float(steps[index])], [])], lr: Self.rates.learningRate(after: step),
                    beta1: 0.95, beta2: 0.999, weightDecay: leaf.decays ? 0.1 : 0, eps: 1e-8, amsgrad: false,
                    maximize: false)
            }
            optimizer.step(learningRate: Self.rates.learningRate(after: step), gradientScale: scale)
        }
        for (leaf, expected) in zip(leaves, expected) {
            let isSame = leaf.tensor.floats == expected.floats
            #expect(isSame, "\(leaf.key)")
        }
        #expect(optimizer.stepCount == 200 && optimizer.parameters.map(\.steps) == [200, 100, 200])
    }

    /// Against the formulas in double precision. Both kernels have their constants in float32: 0.999 is off by 1.3e-8,
    /// which 200 steps make 1e-5 of the second moment and 5e-6 of the way. Measured: 4.2e-6 with libtorch's kernel,
    /// 3.6e-6 with this.
    @Test(arguments: [DType.float32, .bfloat16])
    func weightsFollowTheFormula(_ dtype: DType) {
        let start = Self.values(1)
        let leaf = Leaf("w", start.to(dtype))
        let optimizer = AdamW([("w", leaf.tensor, start, true)], options: .init(weightDecay: 0.1))
        var plain = PlainAdamW(start.doubles, weightDecay: 0.1)
        for step in 0..<200 {
            let gradient = Self.values(UInt64(1000 + step), scale: 3).to(dtype)
            leaf.setGradient(gradient)
            optimizer.step(learningRate: Self.rates.learningRate(after: step), gradientScale: 0.4)
            plain.step(gradient.doubles.map { $0 * 0.4 }, learningRate: Self.rates.learningRate(after: step))
        }
        let error = zip(optimizer.parameters[0].master.doubles, plain.weights).map { abs($0 - $1) }.max() ?? 1
        #expect(error < 1e-5)
        let cast = optimizer.parameters[0].master.to(.bfloat16)
        #expect(dtype == .float32 || leaf.tensor.floats == cast.floats)
    }

    /// One kernel, in all its forms: a float32 leaf, a bfloat16 leaf with a bfloat16 gradient, and one with a float32
    /// sum make the same of the same gradients, to the bit. (Of 8-bit moments, since the others of a float32 leaf are
    /// libtorch's.)
    @Test func everyFormOfTheKernelIsTheSame() {
        let start = Self.values(1)
        let leaves = [DType.float32, .bfloat16, .bfloat16].map { Leaf("w", start.to($0)) }
        let optimizers = leaves.map {
            AdamW([("w", $0.tensor, start, true)], options: .init(weightDecay: 0.1, moments: .blockwise8))
        }
        for step in 0..<30 {
            let gradient = Self.values(UInt64(10 + step)).to(.bfloat16)
            for leaf in leaves { leaf.setGradient(gradient) }
            optimizers[2].accumulate(scale: 1)
            for optimizer in optimizers { optimizer.step(learningRate: 1e-2, gradientScale: 0.3) }
        }
        let masters = optimizers.map { $0.parameters[0].master.floats }
        let (isSameInHalves, isSameFromSum) = (masters[1] == masters[0], masters[2] == masters[0])
        #expect(isSameInHalves && isSameFromSum && masters[0] != start.floats)
    }

    /// Own kernel and libtorch's, from the same start: they differ in what is rounded together, so in the last place of
    /// weights between 2 and 4 (2.4e-7; measured: that once).
    @Test func splitWeightsFollowLibtorch() {
        let start = Self.values(1)
        let leaves = [Leaf("w", start), Leaf("w", start.to(.bfloat16))]
        let optimizers = leaves.map { AdamW([("w", $0.tensor, start, true)], options: .init(weightDecay: 0.1)) }
        for step in 0..<200 {
            let gradient = Self.values(UInt64(10 + step)).to(.bfloat16)
            for (leaf, optimizer) in zip(leaves, optimizers) {
                leaf.setGradient(gradient)
                optimizer.step(learningRate: Self.rates.learningRate(after: step))
            }
        }
        let (full, split) = (optimizers[0].parameters[0].master, optimizers[1].parameters[0].master)
        #expect((full - split).abs().max().double < 1e-6)
    }
}
