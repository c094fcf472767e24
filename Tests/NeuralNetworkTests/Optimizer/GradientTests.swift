import NeuralNetwork
import Testing
import Torch

@Suite struct GradientTests {
    /// Four quarter batches and the whole: sums of float32 in another order, of bfloat16 gradients that were each
    /// rounded.
    @Test(arguments: [DType.float32, .bfloat16])
    func quartersMakeTheBatch(_ dtype: DType) {
        let x = Tensor.normal([64, 40], seed: 1)
        let start = Tensor.normal([24, 40], seed: 2).to(dtype)
        func train(parts: Int) -> (moved: Tensor, norm: Double) {
            let leaf = Leaf("w", start)
            let optimizer = AdamW([("w", leaf.tensor, nil, true)])
            var norm = 0.0
            for _ in 0..<3 {
                for part in x.split(into: parts, dimension: 0) {
                    part.to(dtype).linear(leaf.tensor).to(.float32).square().mean().backward()
                    if parts > 1 { optimizer.accumulate(scale: 1 / Double(parts)) }
                }
                norm = optimizer.gradientNorm()
                optimizer.step(learningRate: 1e-3)
            }
            return (optimizer.parameters[0].master - start, norm)
        }
        let (whole, quarters) = (train(parts: 1), train(parts: 4))
        // bfloat16 gradients were rounded by up to 2^-9; the first updates are nearly signs, so the few that are near
        // zero may turn.
        let difference = (whole.moved - quarters.moved).vectorNorm().double / whole.moved.vectorNorm().double
        #expect(difference < (dtype == .float32 ? 1e-5 : 0.02))
        #expect(abs(quarters.norm / whole.norm - 1) < (dtype == .float32 ? 1e-6 : 1e-3))
    }

    /// Sums stay in float32: 256 is the first number to which bfloat16 cannot add 1.
    @Test func sumsHaveAllBits() {
        let leaf = Leaf("w", Tensor.zeros([10], dtype: .bfloat16))
        let optimizer = AdamW([("w", leaf.tensor, nil, true)])
        for _ in 0..<300 {
            leaf.setGradient(Tensor.ones([10]))
            optimizer.accumulate(scale: 1)
        }
        #expect(optimizer.parameters[0].gradient?.floats == [Float](repeating: 300, count: 10))
        #expect(leaf.tensor.grad == nil)
        optimizer.zeroGradients()
        #expect(optimizer.parameters[0].gradient == nil)
        leaf.setGradient(Tensor.ones([10]))
        optimizer.accumulate(scale: 0.5)
        #expect(optimizer.gradientNorm() == (10 * 0.25).squareRoot())
    }

    @Test func theNormIsOfAllGradientsTogether() {
        let leaves = [
            Leaf("a", Tensor.zeros([100_003])), Leaf("b", Tensor.zeros([70_001], dtype: .bfloat16)),
            Leaf("c", Tensor.zeros([5])),
        ]
        let optimizer = AdamW(leaves.map { ($0.key, $0.tensor, nil, true) })
        #expect(optimizer.gradientNorm() == 0)
        for (index, leaf) in leaves.prefix(2).enumerated() {
            leaf.setGradient(Tensor.normal(leaf.tensor.shape, seed: UInt64(index)) * 1e20)
        }
        let squares = leaves.prefix(2).flatMap { $0.tensor.grad?.doubles ?? [] }.reduce(0) { $0 + $1 * $1 }
        // Sums of squares beyond float32's range in another order.
        #expect(abs(optimizer.gradientNorm() / squares.squareRoot() - 1) < 1e-12)
        leaves[2].setGradient(Tensor([1, .nan, 2, 3, 4], [5]))
        #expect(optimizer.gradientNorm().isNaN)
        optimizer.zeroGradients()
        leaves[1].setGradient(Tensor.full([70_001], fillValue: Scalar(Double.infinity)))
        #expect(optimizer.gradientNorm() == .infinity)
    }

    @Test func whatTheKernelCannotDoIsAnError() {
        let leaf = Tensor.zeros([4], dtype: .float16)
        leaf.requiresGrad = true
        let optimizer = AdamW([("w", leaf, nil, true)], options: .init(moments: .blockwise8))
        (leaf * 2).sum().backward()
        #expect(throws: TorchError.self) { try catchingTorchErrors { optimizer.step(learningRate: 1) } }
    }
}
