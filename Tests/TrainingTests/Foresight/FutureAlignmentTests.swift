import Model
import Testing
import Torch
import Training

@Suite struct FutureAlignmentTests {
    /// Bit for bit: every loss, every norm, every weight of the model.
    @Test(arguments: [ComputeDtype.float32, .bfloat16]) func aCoefficientOfZeroChangesNothing(_ dtype: ComputeDtype)
        throws
    {
        let (plain, foreseeing) = (try SmallModel.step(dtype), try ForesightModel.step(dtype, coefficient: 0))
        for round in 0..<3 {
            let a = try plain([SmallModel.batch(4 * round, 4)], learningRate: 1e-3)
            let b = try foreseeing([ForesightModel.batch(4 * round, 4)], learningRate: 1e-3)
            #expect(a.loss == b.loss && a.gradientNorm == b.gradientNorm)
            #expect(a.alignment == nil && b.alignment != nil)
        }
        let weights = SmallModel.weights(plain)
        #expect(Array(SmallModel.weights(foreseeing).prefix(weights.count)) == weights)
    }

    /// The weights' bits are back after the averages had their place, also in the half that a bfloat16 leaf is.
    @Test(arguments: [ComputeDtype.float32, .bfloat16]) func theTargetLeavesTheWeightsAlone(_ dtype: ComputeDtype)
        throws
    {
        let step = try ForesightModel.step(dtype)
        let alignment = try #require(step.alignment)
        _ = try step([ForesightModel.batch(0, 4)], learningRate: 1e-3)
        let before = (SmallModel.weights(step), step.optimizer.parameters.map(\.tensor.floats))
        _ = try alignment.targets(of: [ForesightModel.batch(4, 4)])
        #expect(SmallModel.weights(step) == before.0)
        #expect(step.optimizer.parameters.map(\.tensor.floats) == before.1)
    }

    /// Nothing flows into the target; through the future tokens the same encoder does learn.
    @Test func theTargetGetsNoGradient() throws {
        let step = try ForesightModel.step()
        let alignment = try #require(step.alignment)
        let batch = ForesightModel.batch(0, 4)
        let targets = try alignment.targets(of: [batch])
        #expect(!targets[0].requiresGrad && targets[0].shape == [4, 8, 128])
        let loss = try step.loss(of: batch)
        let tokens = try #require(loss.futureTokens)
        let encoder = { ForesightModel.gradients(step, "action_head.v") }

        alignment.similarity(tokens.detach(), targets[0]).sum().backward()
        #expect(encoder().count > 20 && encoder().allSatisfy { $0 == nil })
        #expect(ForesightModel.largest(ForesightModel.gradients(step, "flare.projector.")) > 0)

        alignment.similarity(tokens, targets[0]).sum().backward()
        #expect(ForesightModel.largest(encoder()) > 0)
        // Only what comes after the layer that is read has no part in it.
        #expect(ForesightModel.largest(ForesightModel.gradients(step, "action_head.model.transformer_blocks.2.")) > 0)
        #expect(
            ForesightModel.gradients(step, "action_head.model.transformer_blocks.3.").allSatisfy { $0 == nil })
    }

    /// target = ρ · target + (1 − ρ) · policy, of exactly the encoder's parameters that are tuned.
    @Test(arguments: [0.995, 0.5]) func theAverageFollowsItsCoefficient(_ decay: Double) throws {
        let step = try ForesightModel.step(tune: TuneFlags(llm: true), target: .average(decay: decay))
        let alignment = try #require(step.alignment)
        let encoder = step.optimizer.parameters.filter { FutureAlignment.isOfEncoder($0.key) }
        #expect(Set(encoder.map(\.key)) == Set(alignment.target.values.keys))
        #expect(encoder.contains { $0.key.hasPrefix("backbone.eagle_model.language_model.") })
        for part in ["vlln", "vl_self_attention"] {
            #expect(encoder.contains { $0.key.hasPrefix("action_head.\(part).") })
        }
        for round in 0..<3 {
            let before = alignment.target.values.mapValues { $0.clone().doubles }
            _ = try step([ForesightModel.batch(4 * round, 4)], learningRate: 1e-2)
            alignment.follow()
            for parameter in encoder {
                let old = try #require(before[parameter.key])
                let found = try #require(alignment.target.values[parameter.key]).doubles
                for ((old, new), found) in zip(zip(old, parameter.master.doubles), found) {
                    let expected = decay * old + (1 - decay) * new
                    // Up to the rounding of float32.
                    guard abs(found - expected) > 3e-7 * max(abs(old), abs(new)) else { continue }
                    Issue.record("\(parameter.key): \(found), not \(expected)")
                    break
                }
            }
        }
    }

    /// With ρ = 1 the target is that of the first step, whatever the policy's encoder has become.
    @Test func aFrozenTargetStays() throws {
        let step = try ForesightModel.step(target: .frozen)
        let alignment = try #require(step.alignment)
        let batch = ForesightModel.batch(0, 4)
        let first = try alignment.targets(of: [batch])[0].floats
        for _ in 0..<2 {
            _ = try step([batch], learningRate: 1e-2)
            alignment.follow()
        }
        #expect(try alignment.targets(of: [batch])[0].floats == first)
        let other = try ForesightModel.step(target: .average(decay: 0))
        for _ in 0..<2 {
            _ = try other([batch], learningRate: 1e-2)
            other.alignment?.follow()
        }
        #expect(try #require(other.alignment).targets(of: [batch])[0].floats != first)
    }

    /// It is a cosine, and it is learnt.
    @Test func alignmentFalls() throws {
        let step = try ForesightModel.step(target: .standard)
        var alignments: [Double] = []
        for _ in 0..<25 {
            let result = try step([ForesightModel.batch(0, 4)], learningRate: 2e-3)
            step.alignment?.follow()
            alignments.append(try #require(result.alignment))
        }
        #expect(alignments.allSatisfy { (-1...1).contains($0) })
        #expect(alignments[24] < alignments[0] - 0.2, "\(alignments)")
    }

    /// Groups of neighbours, of what is no padding; where there are too few tokens, groups share them.
    @Test func tokensArePooledInOrder() {
        let tokens = Tensor([9, 1, 2, 3, 9, 9, 9, 5] as [Float], [2, 4, 1])
        #expect(tokens.pooled([3, 1], into: 3).floats == [1, 2, 3, 5, 5, 5])
        #expect(tokens.pooled([4, 1], into: 2).floats == [5, 2.5, 5, 5])
        #expect(tokens.pooled([3, 4], into: 2).floats == [1.5, 2.5, 9, 7])
    }
}
