import Dataset
import Testing

@Suite struct MixtureSamplingTests {
    private static func sampling(
        _ weights: [Double], counts: [[Int]] = [[40, 60], [300]], balanced: Bool = true, trajectories: Bool = true
    ) throws -> MixtureSampling {
        try MixtureSampling(
            zip(weights, counts).enumerated().map {
                .init(name: "dataset \($0)", weight: $1.0, episodeLengths: $1.1)
            }, balanceDatasetWeights: balanced, balanceTrajectoryWeights: trajectories)
    }

    struct Example: Sendable {
        let weights: [Double]
        let balanced: Bool
        let expected: [Double]
        let epochLength: Int
    }

    /// Worked out with the reference's arithmetic, for datasets of 100 and 300 rows.
    private static let examples = [
        Example(weights: [1, 1], balanced: true, expected: [0.25, 0.75], epochLength: 400),
        Example(weights: [1, 1], balanced: false, expected: [0.5, 0.5], epochLength: 600),
        Example(weights: [1, 0.5], balanced: true, expected: [0.4, 0.6], epochLength: 250),
        Example(weights: [1, 0.5], balanced: false, expected: [2.0 / 3, 1.0 / 3], epochLength: 150),
    ]

    @Test(arguments: examples) func weightsAndEpochLength(example: Example) throws {
        let sampling = try Self.sampling(example.weights, balanced: example.balanced)
        for (found, expected) in zip(sampling.weights, example.expected) { #expect(abs(found - expected) < 1e-15) }
        #expect(sampling.epochLength == example.epochLength)
        #expect(sampling.primary == example.weights.indices.filter { example.weights[$0] == 1 })
    }

    /// Python's `int(hashlib.sha256(b"(0, 0, 42)").hexdigest(), 16) & ((1 << 128) - 1)`.
    @Test func seedsAreTheReferences() {
        #expect(DrawSeed.value(0, 0, 42) == 221_704_541_054_548_913_687_401_008_236_741_131_565)
        #expect(DrawSeed.value(0, 1, 42) == 298_590_207_060_142_257_645_605_782_310_207_715_713)
    }

    /// The first outputs of `pcg64_srandom(42, 54)`, as in the tests of O'Neill's C library.
    @Test func randomNumbersArePCGs() {
        var generator = PCG64(seed: 42, stream: 54)
        let expected: [UInt64] = [
            0x86b1_da1d_7206_2b68, 0x1304_aa46_c985_3d39, 0xa367_0e9e_0dd5_0358, 0xf909_0e52_9a7d_ae00,
        ]
        #expect(expected == (0..<4).map { _ in generator.next() })
    }

    @Test func permutationsHaveEveryElementOnceAndAreFair() {
        var generator = PCG64(seed: 1)
        var first = [0, 0, 0, 0, 0]
        for _ in 0..<10_000 {
            let order = generator.permutation(5)
            #expect(order.sorted() == [0, 1, 2, 3, 4])
            first[order[0]] += 1
        }
        #expect(first.allSatisfy { (1850...2150).contains($0) }, "\(first)")
        #expect(generator.permutation(0).isEmpty && generator.permutation(1) == [0])
    }

    @Test(arguments: [true, false]) func drawsFollowTheWeights(trajectories: Bool) throws {
        let sampling = try Self.sampling([1, 0.5], counts: [[40, 0, 160], [300]], trajectories: trajectories)
        let draws = (0..<20_000).map { sampling.draw(epoch: 3, index: $0, seed: 42) }
        let first = draws.filter { $0.dataset == 0 }
        // 200 : 150.
        #expect(abs(Double(first.count) / 20_000 - 200.0 / 350) < 0.02)
        let short = Double(first.count { $0.episode == 0 }) / Double(first.count)
        #expect(abs(short - (trajectories ? 0.2 : 0.5)) < 0.02)
        #expect(!first.contains { $0.episode == 1 }, "an episode without rows was drawn")
        for (episode, length) in [(0, 40), (2, 160)] {
            let rows = Set(first.filter { $0.episode == episode }.map(\.row))
            #expect(rows == Set(0..<length))
        }
    }

    @Test func aDrawFollowsFromItsNumbers() throws {
        let sampling = try Self.sampling([1, 1])
        let draw = sampling.draw(epoch: 1, index: 7, seed: 42)
        #expect(draw == sampling.draw(epoch: 1, index: 7, seed: 42))
        for other in [(2, 7, 42), (1, 8, 42), (1, 7, 43)] {
            #expect(draw.seed != sampling.draw(epoch: other.0, index: other.1, seed: other.2).seed)
        }
    }

    @Test func whatCannotBeMixedIsNamed() {
        func error(_ weights: [Double], _ counts: [[Int]]) -> MixtureError? {
            #expect(throws: MixtureError.self) { _ = try Self.sampling(weights, counts: counts) }
        }
        #expect(error([], []) == .noDatasets)
        #expect(error([0.5, 2], [[1], [1]]) == .noPrimaryDataset(weights: [0.5, 2]))
        #expect(error([1, -1], [[1], [1]]) == .badWeight(dataset: "dataset 1", weight: -1))
        #expect(error([1, .infinity], [[1], [1]]) == .badWeight(dataset: "dataset 1", weight: .infinity))
        #expect(error([1, 1], [[1], [0]]) == .noSteps(dataset: "dataset 1"))
        #expect(error([1, 1e9], [[1 << 30], [1 << 30]]) == .endlessEpoch(weights: [1, 1e9]))
        if case .badWeight = error([1, .nan], [[1], [1]]) {} else { Issue.record("not a number was let pass") }
    }
}
