import Foundation
import NeuralNetwork
import Testing
import Torch

/// Moments in 8 bits against the same in float32.
@Suite struct BlockwiseMomentsTests {
    private static let small = AdamWOptions(weightDecay: 0, moments: .blockwise8)

    /// One step over 4096 equal blocks whose elements go from the block's largest down to far below its smallest
    /// number: the mean of each over the blocks is right within five standard errors. Of two neighbours `gap` apart,
    /// one is hit with the right probability: at most gap/2 off, /√4096 for the mean.
    @Test func roundingKeepsTheMean() throws {
        let blocks = 4096
        let row: [Double] = (0..<256).map { (index: Int) -> Double in
            let size = 0.7 * exp2(-Double(index) / 12)
            return index % 2 == 0 ? size : -size
        }
        let leaf = Leaf("w", Tensor.zeros([blocks, 256]))
        let optimizer = AdamW([("w", leaf.tensor, nil, false)], options: Self.small)
        leaf.setGradient(Tensor(row, [1, 256]).expand([blocks, 256]))
        optimizer.step(learningRate: 0)
        let moments = try #require(optimizer.parameters[0].momentValues)
        compare(moments.mean, row.map { 0.05 * $0 }, smallest: 0x1p-14)
        compare(moments.square, row.map { 0.001 * $0 * $0 }, smallest: 0x1p-30)
    }

    /// - Parameter smallest: the format's smallest number with a full mantissa, relative to the power of two of the
    ///   largest.
    private func compare(_ values: Tensor, _ exact: [Double], smallest: Double) {
        func power(_ value: Double) -> Double { exp2(log2(abs(value)).rounded(.down)) }
        let deviations = Double(values.size(0)).squareRoot()
        let columns = values.transpose(0, 1).contiguous()
        for (index, value) in exact.enumerated() {
            let gap = max(power(value), smallest * power(exact[0])) / 8
            let found = columns.select(dim: 0, index: index).doubles
            let mean = found.reduce(0, +) / Double(found.count)
            #expect(abs(mean - value) < 5 * gap / 2 / deviations, "element \(index)")
            #expect(found.allSatisfy { abs($0 - value) <= gap * 1.000001 }, "element \(index)")
        }
    }

    /// The second moment follows gradients that become a hundred times smaller, 0.1 % a step. A single element strays,
    /// by 20 % while gradients stay alike and by 50 % after the fall (its root by half of that); the mean of 8192 must
    /// not.
    @Test func theSecondMomentNeverStops() throws {
        let leaves = [Leaf("a", Tensor.zeros([8192])), Leaf("b", Tensor.zeros([8192]))]
        let exact = AdamW([("w", leaves[0].tensor, nil, false)], options: .init(weightDecay: 0))
        let small = AdamW([("w", leaves[1].tensor, nil, false)], options: Self.small)
        for step in 0..<2700 {
            let gradient = Tensor.normal([8192], seed: UInt64(step)) * (step < 300 ? 1 : 0.01)
            for leaf in leaves { leaf.setGradient(gradient) }
            exact.step(learningRate: 0)
            small.step(learningRate: 0)
            guard step % 300 == 299 else { continue }
            let expected = try #require(exact.parameters[0].momentValues).square
            let found = try #require(small.parameters[0].momentValues).square
            let ratio = found.mean().double / expected.mean().double
            #expect(abs(ratio - 1) < 0.03)
        }
    }

    /// Elements a million times smaller than the largest of their block have moments of zero or far too large, at
    /// random. No update is longer than AdamW's own moments can ask for, 5.09 learning rates; unbounded it would be
    /// hundreds of them.
    @Test func smallNeighboursOfLargeOnesMakeNoLeaps() {
        let shape = [64, 256]
        let leaf = Leaf("w", Tensor.zeros(shape))
        let optimizer = AdamW([("w", leaf.tensor, nil, false)], options: Self.small)
        let size = Tensor((0..<256).map { $0 == 0 ? 1 : Float(1e-6) }, [1, 256])
        var longest = 0.0
        for step in 0..<300 {
            let before = leaf.tensor.detach().clone()
            leaf.setGradient(Tensor.normal(shape, seed: UInt64(step)) * size)
            optimizer.step(learningRate: 1)
            longest = max(longest, (leaf.tensor.detach() - before).abs().max().double)
        }
        #expect(longest > 1 && longest < 5.1)
    }

    @Test func zerosAndTheLargestNumbersKeepTheirSize() throws {
        let leaf = Leaf("w", Tensor.zeros([512]))
        let optimizer = AdamW([("w", leaf.tensor, nil, false)], options: Self.small)
        leaf.setGradient(Tensor.zeros([512]))
        optimizer.step(learningRate: 0.1)
        #expect(leaf.tensor.floats.allSatisfy { $0 == 0 })
        leaf.setGradient(Tensor([Float](repeating: 3e38, count: 512), [512]))
        optimizer.step(learningRate: 0.1)
        let mean = try #require(optimizer.parameters[0].momentValues).mean
        #expect(mean.floats.allSatisfy { abs($0 / 1.5e37 - 1) < 0.13 })
    }
}
