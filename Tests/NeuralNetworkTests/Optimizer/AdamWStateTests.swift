import NeuralNetwork
import Testing
import Torch

@Suite struct AdamWStateTests {
    private static func leaves(_ values: [Tensor]? = nil) -> [Leaf] {
        let values =
            values ?? [
                Tensor.normal([700], seed: 1), Tensor.normal([90, 11], seed: 2).to(.bfloat16),
                Tensor.normal([3], seed: 3).to(.bfloat16),
            ]
        return zip(["full", "half", "idle"], values).map(Leaf.init)
    }

    private static func optimizer(_ leaves: [Leaf], _ moments: MomentPrecision) -> AdamW {
        AdamW(leaves.map { ($0.key, $0.tensor, nil, true) }, options: .init(weightDecay: 0.1, moments: moments))
    }

    /// The last leaf never gets a gradient.
    private static func run(_ optimizer: AdamW, _ leaves: [Leaf], _ steps: Range<Int>) {
        for step in steps {
            for (index, leaf) in leaves.prefix(2).enumerated() {
                leaf.setGradient(Tensor.normal(leaf.tensor.shape, seed: UInt64(100 + 10 * step + index)))
            }
            optimizer.step(learningRate: 1e-2, gradientScale: 0.9)
        }
    }

    private static func bytes(_ optimizer: AdamW) -> [String: [UInt8]] {
        var all = optimizer.stateTensors() + optimizer.parameters.map { (name: $0.key, tensor: $0.tensor) }
        all += optimizer.parameters.map { (name: $0.key + " master", tensor: $0.master) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.tensor.withBytes(Array.init)) })
    }

    @Test(arguments: MomentPrecision.allCases)
    func goesOnBitForBit(_ moments: MomentPrecision) throws {
        let leaves = Self.leaves()
        let through = Self.optimizer(leaves, moments)
        Self.run(through, leaves, 0..<5)
        let saved = Dictionary(
            uniqueKeysWithValues: through.stateTensors().map { ($0.name, $0.tensor.clone()) })
        let values = leaves.map { $0.tensor.detach().clone() }
        Self.run(through, leaves, 5..<9)

        let later = Self.leaves(values)
        let resumed = Self.optimizer(later, moments)
        try resumed.load(state: { try #require(saved[$0]) }, step: 5)
        Self.run(resumed, later, 5..<9)
        let isSame = Self.bytes(resumed) == Self.bytes(through)
        #expect(isSame)
        #expect(resumed.stepCount == 9 && saved["idle.exp_avg"] == nil)
    }

    @Test func anotherRunsStateIsRefused() throws {
        let leaves = Self.leaves()
        let small = Self.optimizer(leaves, .blockwise8)
        Self.run(small, leaves, 0..<2)
        let saved = Dictionary(uniqueKeysWithValues: small.stateTensors().map { ($0.name, $0.tensor.clone()) })
        let full = Self.optimizer(Self.leaves(), .float32)
        let error = try #require(throws: OptimizerStateError.self) {
            try full.load(state: { try #require(saved[$0]) }, step: 2)
        }
        #expect(error.name == "full.exp_avg" && error.description.contains("is uint8 [700], this run needs float32"))
        #expect(throws: OptimizerStateError.self) { try small.load(state: { try #require(saved[$0]) }, step: 1) }
        #expect(full.stepCount == 0 && full.parameters.allSatisfy { $0.steps == 0 })
    }

    /// Large enough that the work is shared, and not a multiple of a block.
    @Test(arguments: MomentPrecision.allCases)
    func threadsDoNotMatter(_ moments: MomentPrecision) {
        func run(threads: Int) -> (bytes: [String: [UInt8]], norm: Double) {
            let before = Machine.threads
            Machine.threads = threads
            defer { Machine.threads = before }
            let leaf = Leaf("w", Tensor.normal([300_001], seed: 1).to(.bfloat16))
            let optimizer = Self.optimizer([leaf], moments)
            var norm = 0.0
            for step in 0..<3 {
                leaf.setGradient(Tensor.normal([300_001], seed: UInt64(10 + step)))
                optimizer.accumulate(scale: 0.5)
                norm = optimizer.gradientNorm()
                optimizer.step(learningRate: 1e-2)
            }
            return (Self.bytes(optimizer), norm)
        }
        let (one, three) = (run(threads: 1), run(threads: 3))
        let isSame = one.bytes == three.bytes
        #expect(isSame && one.norm == three.norm)
    }
}
