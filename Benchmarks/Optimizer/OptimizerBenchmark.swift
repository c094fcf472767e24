// Nanoseconds that a step of AdamW takes per parameter, in each form. Benchmarks/adamw.py runs it beside PyTorch's.
import Dispatch
import NeuralNetwork
import Torch

@main
enum OptimizerBenchmark {
    /// A large matrix of the full-size model has some 10 million elements; a row of them, so that no cache holds them.
    static let tensors = 10
    static let elements = 10_000_000

    static func main() {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        Machine.threads = arguments.first ?? 2
        let rounds = arguments.dropFirst().first ?? 10
        let cases: [(name: String, dtype: DType, moments: MomentPrecision, bytes: Int)] = [
            ("float32 weights and moments (libtorch)", .float32, .float32, 28),
            ("bfloat16 split, float32 moments", .bfloat16, .float32, 26),
            ("bfloat16 split, 8-bit moments", .bfloat16, .blockwise8, 14),
            ("float32 weights, 8-bit moments", .float32, .blockwise8, 16),
        ]
        for (name, dtype, moments, bytes) in cases { measure(name, dtype, moments, bytes, rounds) }
    }

    static func measure(_ name: String, _ dtype: DType, _ moments: MomentPrecision, _ bytes: Int, _ rounds: Int) {
        let leaves = (0..<tensors).map { index in
            let leaf = Tensor.normal([elements], seed: UInt64(index)).to(dtype)
            leaf.requiresGrad = true
            return leaf
        }
        let optimizer = AdamW(
            leaves.enumerated().map { ("\($0)", $1, nil, true) }, options: .init(moments: moments))
        var (steps, norms): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds + 1 {
            for leaf in leaves { (leaf * 0.01).sum().backward() }
            norms.append(nanoseconds { _ = optimizer.gradientNorm() })
            steps.append(nanoseconds { optimizer.step(learningRate: 1e-4) })
        }
        // The first step makes the moments.
        let (step, norm) = (steps.dropFirst().min() ?? 0, norms.dropFirst().min() ?? 0)
        print("\(name): step \(rounded(step)) ns (\(rounded(Double(bytes) / step)) GB/s), norm \(rounded(norm)) ns")
    }

    static func nanoseconds(_ body: () -> Void) -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(tensors * elements)
    }

    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
