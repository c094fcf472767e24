import Dataset
import Embodiment
import Testing

@Suite struct MergedMetadataTests {
    private static func part(
        _ name: String, _ statistics: Statistics, weight: Double, change: (inout DatasetMetadata) -> Void = { _ in }
    ) -> DatasetMetadata.Part {
        let shape = StateActionMetadata(
            absolute: true, rotationType: nil, shape: [statistics.mean.count], continuous: true)
        var metadata = DatasetMetadata(
            statistics: DatasetStatistics(state: ["arm": statistics], action: ["arm": statistics]),
            modalities: DatasetModalities(
                video: ["front": VideoMetadata(resolution: [640, 480], channels: 3, fps: 30)], state: ["arm": shape],
                action: ["arm": shape]), embodimentTag: .gr1)
        change(&metadata)
        return DatasetMetadata.Part(name: name, metadata: metadata, weight: weight)
    }

    private static let low = Statistics(max: [3], min: [-1], mean: [1], std: [0.5], q01: [0], q99: [2])
    private static let high = Statistics(max: [7], min: [-2], mean: [3], std: [1], q01: [1], q99: [5])

    struct Example: Sendable {
        let weights: [Double]
        let mixing: PercentileMixing
        let mean, std, q01, q99: Double
    }

    /// Worked out with the reference's formulas.
    private static let examples = [
        Example(weights: [1, 3], mixing: .weightedAverage, mean: 2.5, std: 1.25, q01: 0.75, q99: 4.25),
        Example(weights: [0.5, 0.5], mixing: .weightedAverage, mean: 2, std: 1.274_754_9, q01: 0.5, q99: 3.5),
        Example(weights: [0.5, 0.5], mixing: .minMax, mean: 2, std: 1.274_754_9, q01: 0, q99: 5),
    ]

    @Test(arguments: examples) func statisticsAreMixed(example: Example) throws {
        let merged = try DatasetMetadata(
            merging: [
                Self.part("a", Self.low, weight: example.weights[0]),
                Self.part("b", Self.high, weight: example.weights[1]),
            ], percentiles: example.mixing)
        for statistics in [merged.statistics.state["arm"], merged.statistics.action["arm"]] {
            let statistics = try #require(statistics)
            #expect(statistics.mean == [example.mean])
            #expect(abs(statistics.std[0] - example.std) < 1e-7)
            #expect(statistics.q01 == [example.q01] && statistics.q99 == [example.q99])
            #expect(statistics.min == [-2] && statistics.max == [7])
        }
        #expect(merged.modalities == Self.part("a", Self.low, weight: 1).metadata.modalities)
        #expect(merged.embodimentTag == .gr1)
    }

    /// In the reference's form this variance is -1e-10 and its root not a number.
    @Test func roundingMakesNoNegativeVariance() throws {
        let constant = Statistics(max: [1e3], min: [1e3], mean: [1000.1], std: [0], q01: [1e3], q99: [1e3])
        let merged = try DatasetMetadata(
            merging: (0..<3).map { Self.part("\($0)", constant, weight: 0.1 + Double($0)) })
        let std = try #require(merged.statistics.state["arm"]?.std.first)
        #expect(std >= 0 && std < 1e-9)
    }

    @Test func oneDatasetStaysAsItIs() throws {
        let part = Self.part("a", Self.high, weight: 0.3)
        #expect(try DatasetMetadata(merging: [part], percentiles: .minMax) == part.metadata)
    }

    private static let wide = Statistics(
        max: [1, 1], min: [0, 0], mean: [0, 0], std: [1, 1], q01: [0, 0], q99: [1, 1])

    @Test func disagreeingDatasetsAreNamed() throws {
        func conflict(_ other: DatasetMetadata.Part) -> MixtureError? {
            #expect(throws: MixtureError.self) {
                _ = try DatasetMetadata(merging: [Self.part("kitchen", Self.low, weight: 1), other])
            }
        }
        func expected(_ key: String, _ value: String, _ first: String) -> MixtureError {
            .conflictingModalities(
                tag: .gr1, key: key, dataset: "office", value: value, other: "kitchen", otherValue: first)
        }
        // The number of joints, as of two versions of a robot.
        let joints = conflict(Self.part("office", Self.wide, weight: 1))
        #expect(joints == expected("action.arm > shape", "[2]", "[1]"))
        let text = try #require(joints?.description)
        for word in ["office", "kitchen", "action.arm", "is [2], but [1]", "gr1"] {
            #expect(text.contains(word), "\(text)")
        }

        var odd = Self.low
        odd.q99 = []
        let cases: [(String, String, String, (inout DatasetMetadata) -> Void)] = [
            ("action.arm > shape", "[7]", "[1]", { $0.modalities.action["arm"]?.shape = [7] }),
            (
                "action.arm > size of its statistics", "[1, 1, 1, 1, 1, 0]", "1", { $0.statistics.action["arm"] = odd }
            ), ("state.arm > absolute", "false", "true", { $0.modalities.state["arm"]?.absolute = false }),
            (
                "state.arm > rotation_type", "quaternion", "null",
                { $0.modalities.state["arm"]?.rotationType = .quaternion }
            ),
            ("video.front > fps", "20.0", "30.0", { $0.modalities.video["front"]?.fps = 20 }),
            (
                "video.front > resolution", "[320, 240]", "[640, 480]",
                { $0.modalities.video["front"]?.resolution = [320, 240] }
            ),
            ("video.front", "missing", "present", { $0.modalities.video = [:] }),
        ]
        for (key, value, first, change) in cases {
            let found = conflict(Self.part("office", Self.low, weight: 1, change: change))
            #expect(found == expected(key, value, first))
        }
    }

    @Test func weightsMustBePositive() {
        let parts = [Self.part("a", Self.low, weight: 1), Self.part("b", Self.high, weight: 0)]
        #expect(throws: MixtureError.badWeight(dataset: "b", weight: 0)) { _ = try DatasetMetadata(merging: parts) }
        #expect(throws: MixtureError.noDatasets) { _ = try DatasetMetadata(merging: []) }
    }
}
