import NeuralNetwork
import Testing
import Torch

/// Gradients of a layer's input in every precision, against those of float32.
@Suite struct InputGradientTests {
    private static func product(_ precision: Precision, settled: Bool = false) throws -> (
        value: Tensor, product: Tensor
    ) {
        let store = ParameterStore.random(seed: 7, precision: precision, inputGradients: true)
        let (first, second) = (store["a"], store["b"])
        let layer = Linear([first, second], 64, [96, 32], use: .everyStep)
        let after = Linear(128, 48, use: .everyStep, store["c"])
        if settled { store.settle() }
        let x = Tensor.normal([3, 5, 64], seed: 1)
        return try catchingTorchErrors {
            withNoGrad {
                x.vectorJacobian {
                    after(layer($0, .gelu), .silu).to(.float32)
                } vector: {
                    $0 + 1
                }
            }
        }
    }

    private static func relativeError(_ found: Tensor, _ expected: Tensor) -> Double {
        (found.to(.float32) - expected).vectorNorm().double / expected.vectorNorm().double
    }

    @Test(arguments: [(Precision.bfloat16, 0.02), (.packed, 0.02), (.int8, 0.05)], [false, true])
    func gradientsReachTheInputInEveryPrecision(precision: (form: Precision, tolerance: Double), settled: Bool) throws {
        let exact = try Self.product(.float32)
        let found = try Self.product(precision.form, settled: settled)
        #expect(found.product.shape == [3, 5, 64])
        #expect(found.product.dtype == .float32)
        #expect(Self.relativeError(found.value, exact.value) < precision.tolerance)
        #expect(Self.relativeError(found.product, exact.product) < precision.tolerance)
    }

    @Test func parametersGetNoGradients() throws {
        let weight = Tensor.normal([4, 4], seed: 2)
        weight.requiresGrad = true
        let (_, product) = Tensor.normal([2, 4], seed: 3).vectorJacobian(of: { $0.linear(weight) }, vector: { $0 })
        #expect(weight.grad == nil)
        #expect(product.abs().max().double > 0)
    }

    @Test func whatDoesNotDependOnTheInputHasNoGradient() {
        let constant = Tensor.normal([2, 4], seed: 3)
        constant.requiresGrad = true
        let (value, product) = Tensor.normal([2, 4], seed: 4).vectorJacobian(of: { _ in constant * 2 }, vector: { $0 })
        #expect(value.doubles == (constant.detach() * 2).doubles)
        #expect(product.doubles == Array(repeating: 0, count: 8))
    }
}
