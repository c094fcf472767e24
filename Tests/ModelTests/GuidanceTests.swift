import Foundation
import Model
import NeuralNetwork
import Testing
import Torch

/// The guidance of real-time chunking, by itself and through the denoiser of a nano model.
@Suite struct GuidanceTests {
    private static func guidance(
        _ shape: [Int], weights: Tensor, jacobian: Bool = true, seed: UInt64 = 20
    ) -> Guidance {
        Guidance(
            previous: Tensor.normal(shape, seed: seed), weights: weights, maximumWeight: 5, usesJacobian: jacobian)
    }

    @Test func theWeightIsSymmetricAboutTheMiddle() {
        let guidance = Self.guidance([1, 1, 1], weights: Tensor([Float(1)], [1, 1, 1]))
        let expected = [5, 10.0 / 3, 2, 10.0 / 3]
        for (step, expected) in expected.enumerated() {
            #expect(abs(guidance.weight(at: Double(step) / 4) - expected) < 1e-12)
        }
        #expect(guidance.weight(at: 0.999) == 5)
    }

    /// v(x) = x A has the Jacobian A, so the formula can be written out.
    @Test(arguments: [0, 0.2, 0.5, 0.9], [true, false])
    func aLinearVelocityIsGuidedExactly(time: Double, jacobian: Bool) {
        let shape = [2, 4, 3]
        let weights = Tensor([1, 0.7, 0.2, 0].map { Float($0) }, [1, 4, 1])
        let guidance = Self.guidance(shape, weights: weights, jacobian: jacobian)
        let (x, matrix) = (Tensor.normal(shape, seed: 1), Tensor.normal([3, 3], seed: 2))
        let found = withNoGrad { guidance.velocity(at: x, time: time) { $0.matmul(matrix) } }
        let v = x.matmul(matrix)
        let error = weights * (guidance.previous - (x + (1 - time) * v))
        let carried = jacobian ? error + (1 - time) * error.matmul(matrix.transpose(0, 1)) : error
        let expected = v + guidance.weight(at: time) * carried
        #expect((found - expected).abs().max().double < 1e-4)
    }

    @Test func withoutWeightsNothingChangesByABit() throws {
        let head = try NanoHead(.float32)
        let plain = try head.sample()
        for jacobian in [true, false] {
            let free = Self.guidance([2, 16, 32], weights: Tensor.zeros([2, 16, 32]), jacobian: jacobian)
            #expect(try head.sample(guidance: free).doubles == plain.doubles)
            // As part of the computation too, not only because it is left out.
            let x = Tensor.normal([2, 16, 32], seed: 3)
            let v = withNoGrad { free.velocity(at: x, time: 0.25) { $0.sin() } }
            #expect(v.doubles == x.sin().doubles)
        }
    }

    /// One step from noise is x + v + β g, so g can be told from what comes out; it must be the slope of
    /// e · (x + v(x)) with e held.
    @Test func theProductIsTheSlopeOfTheDenoiser() throws {
        let head = try NanoHead(.float32)
        let weights = Tensor((0..<16).map { Float(max(0, 8 - $0)) / 8 }, [1, 16, 1])
        let guidance = Self.guidance([2, 16, 32], weights: weights)
        let plain = try head.sample(steps: 1)
        let gradient = (try head.sample(steps: 1, guidance: guidance) - plain) / 5
        let error = weights * (guidance.previous - plain)
        #expect((gradient - error).vectorNorm().double > 0.1 * error.vectorNorm().double, "the denoiser has a say")
        for seed in 0..<4 {
            // Along the gradient, where the slope is largest, and in other directions.
            let direction =
                seed == 0
                ? gradient / gradient.vectorNorm() : Tensor.normal([2, 16, 32], seed: UInt64(40 + seed)) / 32
            let step = 0.02
            let (up, down) = (
                try head.sample(head.noise + step * direction, steps: 1),
                try head.sample(head.noise - step * direction, steps: 1)
            )
            let slope = (error * (up - down)).sum().double / (2 * step)
            let expected = (gradient * direction).sum().double
            #expect(abs(slope - expected) < 0.01 * gradient.vectorNorm().double, "\(slope) \(expected)")
        }
    }

    @Test(arguments: [true, false]) func whatIsHeldComesNearTheLastChunk(jacobian: Bool) throws {
        let head = try NanoHead(.float32)
        let last = try head.sample(Tensor.normal([2, 16, 32], seed: 77))
        let weights = Tensor((0..<16).map { Float($0 < 6 ? 1 : 0) }, [1, 16, 1])
        let guidance = Guidance(previous: last, weights: weights, usesJacobian: jacobian)
        func distance(_ actions: Tensor) -> Double { (weights * (actions - last)).vectorNorm().double }
        #expect(distance(try head.sample(guidance: guidance)) < 0.3 * distance(try head.sample()))
    }

    @Test(arguments: [Precision.bfloat16, .packed, .int8])
    func packedPrecisionsAreGuidedAsFloat32Is(precision: Precision) throws {
        let weights = Tensor((0..<16).map { Float($0 < 6 ? 1 : 0) }, [1, 16, 1])
        let guidance = Self.guidance([2, 16, 32], weights: weights)
        let exact = try NanoHead(.float32).sample(guidance: guidance)
        let head = try NanoHead(precision, guidable: true)
        for _ in 0..<2 {
            let found = try head.sample(guidance: guidance)
            #expect((found - exact).vectorNorm().double < 0.06 * exact.vectorNorm().double)
            head.model.settle()
        }
        let free = Self.guidance([2, 16, 32], weights: Tensor.zeros([1, 1, 1]))
        #expect(try head.sample(guidance: free).doubles == head.sample().doubles)
    }

    @Test func aModelThatIsNotGuidableSaysSo() throws {
        let head = try NanoHead(.int8)
        let weights = Tensor([Float(1)], [1, 1, 1])
        #expect(!head.model.isGuidable)
        #expect(throws: ModelError.self) { try head.sample(guidance: Self.guidance([2, 16, 32], weights: weights)) }
        _ = try head.sample(guidance: Self.guidance([2, 16, 32], weights: weights, jacobian: false))
    }

    @Test func guidanceOfAnotherShapeIsRefused() throws {
        let head = try NanoHead(.float32)
        let one = Tensor([Float(1)], [1, 1, 1])
        for guidance in [
            Self.guidance([2, 8, 32], weights: one), Self.guidance([2, 16, 32], weights: Tensor.zeros([2, 8, 32])),
            Self.guidance([2, 16, 32], weights: Tensor.zeros([32])),
            Guidance(previous: head.noise, weights: one, maximumWeight: .nan),
        ] {
            #expect(throws: ModelError.self) { try head.sample(guidance: guidance) }
        }
    }
}

/// A nano model with random weights, and features in place of what its backbone would see.
private struct NanoHead {
    let model: GR00TModel
    let noise = Tensor.normal([2, 16, 32], seed: 9)
    private let context: ActionContext
    private let state = Tensor.normal([2, 1, 64], seed: 10)

    init(_ precision: Precision, guidable: Bool = false) throws {
        let preset = ModelPreset.nano
        model = try GR00TModel(
            preset.config, preset.eagle(vocabulary: 300, imageToken: 299),
            parameters: .random(seed: 4, precision: precision, inputGradients: guidable))
        let head = model.actionHead
        context = withNoGrad { head.encode(Tensor.normal([2, 11, 128], seed: 11)) }
    }

    func sample(_ noise: Tensor? = nil, steps: Int? = nil, guidance: Guidance? = nil) throws -> Tensor {
        try catchingTorchErrors {
            try withNoGrad {
                try model.sample(
                    context, state: state, embodiments: [31, 31], noise: noise ?? self.noise, steps: steps,
                    guidance: guidance)
            }
        }
    }
}
