import NeuralNetwork
import Testing
import Torch

@Suite struct ParameterStoreTests {
    private func source(_ tensors: [String: Tensor]) -> TensorSource {
        TensorSource(
            name: "memory", entries: tensors.mapValues { .init(shape: $0.shape, dtype: $0.dtype) },
            tensor: { tensors[$0] ?? Tensor.zeros([1]) })
    }

    @Test func everyProblemIsInOneError() throws {
        let store = ParameterStore.loading(
            source(["a.weight": .ones([3, 2]), "b.weight": .ones([2, 2]), "extra": .ones([1])]), precision: .float32)
        _ = Linear(2, 3, bias: true, store["a"])
        _ = Linear(5, 2, bias: false, store["b"])
        let problems = try #require(throws: CheckpointProblems.self) { try store.finish() }
        #expect(problems.missing == ["a.bias"])
        #expect(problems.misshapen.count == 1 && problems.misshapen[0].contains("b.weight"))
        #expect(problems.unused == ["extra"])
        #expect(problems.description.contains("1 missing, 1 of the wrong shape or type, 1 not used by the model"))
    }

    @Test(arguments: [Precision.float32, .bfloat16, .packed, .int8])
    func fusedLayersEqualSeparateOnes(_ precision: Precision) throws {
        let store = ParameterStore.random(seed: 3, precision: precision)
        let x = Initializer.normal(1).values([5, 64], key: "x", seed: 0, dtype: .float32)
        let fused = Linear([store["q"], store["k"]], 64, [32, 16])
        let reference = ParameterStore.random(seed: 3)
        let (q, k) = (Linear(64, 32, reference["q"]), Linear(64, 16, reference["k"]))
        let expected = Tensor.cat([q(x), k(x)], dim: 1)
        let error = (fused(x).to(.float32) - expected).vectorNorm().double / expected.vectorNorm().double
        #expect(error < (precision == .float32 ? 1e-6 : precision == .int8 ? 0.02 : 0.006))
    }

    @Test func initialValuesDependOnSeedAndKeyOnly() {
        func values(_ key: String, _ seed: UInt64) -> [Float] {
            Initializer.normal(1).values([4], key: key, seed: seed, dtype: .float32).floats
        }
        let first = values("a", 1)
        #expect(values("b", 1) != first && values("a", 2) != first && values("a", 1) == first)
    }
}
