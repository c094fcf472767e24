import Foundation
import Model
import NeuralNetwork
import Testing
import Torch
import Training

@Suite struct TrainingStepTests {
    /// The same values, cut in four and put together again: only the order of sums differs. Dropout is on, and robots with few
    /// and with many joints are in one batch.
    @Test(arguments: [ComputeDtype.float32, .bfloat16]) func accumulationEqualsTheWholeBatch(_ dtype: ComputeDtype)
        throws
    {
        let (whole, cut) = (try SmallModel.step(dtype), try SmallModel.step(dtype))
        let limit = dtype == .float32 ? 1e-6 : 3e-3
        for round in 0..<3 {
            let start = round * 8
            let a = try whole([SmallModel.batch(start, 8)], learningRate: 1e-3)
            let b = try cut((0..<4).map { SmallModel.batch(start + 2 * $0, 2) }, learningRate: 1e-3)
            #expect(abs(a.loss / b.loss - 1) < limit, "\(a.loss) \(b.loss)")
            #expect(abs(a.gradientNorm / b.gradientNorm - 1) < 10 * limit, "\(a.gradientNorm) \(b.gradientNorm)")
        }
    }

    /// Two draws of every sample in one batch are what two batches with one draw each are together.
    @Test func drawsAddUp() throws {
        let (together, apart) = (try SmallModel.step(), try SmallModel.step())
        let (one, two) = (SmallModel.batch(0, 4, dropout: false), SmallModel.batch(100, 4, dropout: false))
        func batch(_ noise: Tensor, _ time: Tensor) -> TrainingBatch {
            TrainingBatch(
                sight: one.sight, state: one.state, embodiments: one.embodiments, actions: one.actions, mask: one.mask,
                noise: noise, time: time, dropoutSeeds: [])
        }
        let shape = [8] + one.noise.shape.dropFirst()
        let both = batch(
            Tensor.stack([one.noise, two.noise], dim: 1).reshape(shape),
            Tensor.stack([one.time, two.time], dim: 1).reshape([8]))
        #expect(both.draws == 2)
        let a = try together([both], learningRate: 1e-3)
        let b = try apart([one, batch(two.noise, two.time)], learningRate: 1e-3)
        #expect(abs(a.loss / b.loss - 1) < 1e-6 && abs(a.gradientNorm / b.gradientNorm - 1) < 1e-5)
        #expect(a.columns[one.embodiments[0]]?.counts == b.columns[one.embodiments[0]]?.counts)
    }

    @Test func clippingBoundsTheNormOfTheUpdate() throws {
        let (free, clipped) = (try SmallModel.step(maxGradNorm: 0), try SmallModel.step(maxGradNorm: 1e-9))
        let before = SmallModel.weights(free)
        func moved(_ step: TrainingStep) -> Double {
            zip(SmallModel.weights(step), before).reduce(0) { $0 + Double(abs($1.0 - $1.1)) }
        }
        let a = try free([SmallModel.batch(0, 4)], learningRate: 1e-3)
        let b = try clipped([SmallModel.batch(0, 4)], learningRate: 1e-3)
        // The logged norm is that before clipping. AdamW divides by the gradient's size, except where it nears epsilon.
        #expect(a.gradientNorm == b.gradientNorm && a.gradientNorm > 1e-3)
        #expect(moved(clipped) < 0.05 * moved(free))
    }

    @Test func whatIsNotFiniteChangesNothingAndIsNamed() throws {
        let step = try SmallModel.step()
        _ = try step([SmallModel.batch(0, 4)], learningRate: 1e-3)
        let before = SmallModel.weights(step)
        let good = SmallModel.batch(4, 4)
        let noise = good.noise.clone()
        noise.select(dim: 0, index: 2).copyInPlace(Tensor.full([], fillValue: Scalar(Double.nan), dtype: .float32))
        let bad = TrainingBatch(
            sight: good.sight, state: good.state, embodiments: good.embodiments, actions: good.actions, mask: good.mask,
            noise: noise, time: good.time, dropoutSeeds: good.dropoutSeeds, samples: good.samples)
        let result = try step([SmallModel.batch(8, 4), bad], learningRate: 1e-3)
        #expect(!result.isFinite)
        #expect(result.offenders.map(\.episode) == [6])
        #expect(SmallModel.weights(step) == before)
        // The optimiser did not see it either: the next step is as if it had not been.
        let other = try SmallModel.step()
        _ = try other([SmallModel.batch(0, 4)], learningRate: 1e-3)
        _ = try other([SmallModel.batch(12, 4)], learningRate: 1e-3)
        _ = try step([SmallModel.batch(12, 4)], learningRate: 1e-3)
        #expect(SmallModel.weights(step) == SmallModel.weights(other))
    }

    @Test func lossPerColumnAddsUpToTheLoss() throws {
        let result = try SmallModel.step()([SmallModel.batch(0, 6)], learningRate: 0)
        let sums = result.columns.values.reduce(0) { $0 + $1.sums.reduce(0, +) }
        let counts = result.columns.values.reduce(0) { $0 + $1.counts.reduce(0, +) }
        #expect(counts == Double(3 * 16 * 26 + 3 * 16 * 6))
        #expect(abs(sums / counts / result.loss - 1) < 1e-6)
        #expect(result.columns[24]?.mean(26..<32) == nil && result.columns[31]?.mean(0..<6) != nil)
    }

    /// Of tensors with a row per embodiment only the rows in use are leaves, and a batch that uses one of them leaves the
    /// gradient of the other zero.
    @Test func onlyRowsInUseAreTrained() throws {
        let step = try SmallModel.step()
        let encoder = try #require(step.optimizer.parameters.first { $0.key == "action_head.state_encoder.layer1.W" })
        #expect(encoder.tensor.shape[0] == 2)
        try step.loss(of: SmallModel.batch(0, 2, robots: 1)).sum.backward()
        let gradient = try #require(encoder.tensor.grad)
        #expect(gradient.select(dim: 0, index: 0).abs().max().double > 0)
        #expect(gradient.select(dim: 0, index: 1).abs().max().double == 0)
    }

    /// A batch of one robot multiplies its rows together; a mixed batch each by its own matrix.
    @Test func mixedBatchesEqualSingleOnes() throws {
        let step = try SmallModel.step()
        let mixed = try withNoGrad { try step.loss(of: SmallModel.batch(0, 2)).squaredErrors }
        for index in 0..<2 {
            let single = try withNoGrad { try step.loss(of: SmallModel.batch(index, 1)).squaredErrors }
            let difference = (mixed.select(dim: 0, index: index) - single.select(dim: 0, index: 0)).abs().max().double
            #expect(difference < 1e-5)
        }
    }
}
