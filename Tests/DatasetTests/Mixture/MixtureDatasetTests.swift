import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing

@Suite struct MixtureDatasetTests {
    /// Datasets of 30, 20 and 10 rows; the first and the last are of one robot.
    private static func with(_ body: (LeRobotMixtureDataset) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let tags: [EmbodimentTag] = [.gr1, .newEmbodiment, .gr1]
            let components = try [[12, 18], [20], [10]].enumerated().map { index, lengths in
                let root = directory.appending(path: "set\(index)")
                try ToyDataset.record(lengths, in: root)
                return LeRobotMixtureDataset.Component(
                    try LeRobotDataset(root), weight: index == 2 ? 3 : 1, embodimentTag: tags[index])
            }
            try body(LeRobotMixtureDataset(components))
        }
    }

    /// The reference passes the weights of all datasets to each embodiment.
    @Test func everyEmbodimentHasItsOwnWeights() throws {
        try Self.with { mixture in
            let weights: [Double] = [0.375, 0.25, 0.375]
            #expect(mixture.sampling.weights == weights)
            #expect(mixture.sampling.epochLength == 80)
            let merged = try mixture.metadata()
            #expect(Set(merged.keys) == [.gr1, .newEmbodiment])
            let own = try mixture.components.map {
                try $0.dataset.metadata(embodimentTag: $0.embodimentTag)
            }
            #expect(merged[.newEmbodiment] == own[1])
            let means = try [own[0], own[2]].map { try #require($0.statistics.state["arm"]).mean[0] }
            let mean = try #require(merged[.gr1]?.statistics.state["arm"]).mean[0]
            #expect(abs(mean - (means[0] + means[1]) / 2) < 1e-12)
            #expect(merged[.gr1]?.statistics.state["arm"]?.max[0] == 117)
        }
    }

    @Test func stepsAreFoundByDatasetAndEpisode() throws {
        try Self.with { mixture in
            #expect(mixture.stepCount == 60 && mixture.embodimentTags == [.gr1, .newEmbodiment])
            let sample = try mixture.step(EpisodeID(dataset: 0, episode: 1), row: 7)
            #expect(sample.observation.state["arm"]?.values.first == 107)
            #expect(throws: MixtureError.unknownDataset(index: 3, count: 3)) {
                _ = try mixture.step(EpisodeID(dataset: 3, episode: 0), row: 0)
            }
        }
    }

    /// One robot with two sets of joints: the action's width is in both names.
    @Test func datasetsOfOneRobotMustAgree() throws {
        try withTemporaryDirectory { directory in
            let roots = ["old", "new"].map { directory.appending(path: $0) }
            for (width, root) in zip([2, 3], roots) {
                let writer = try EpisodeWriter(
                    root: root,
                    description: DatasetDescription(
                        robotType: "toy", framesPerSecond: 20, cameras: [], state: [.init("arm", width: 2)],
                        action: [.init("arm", width: width)]))
                for row in 0..<4 {
                    try writer.add(
                        state: ["arm": [Double(row), 0]], action: ["arm": Array(repeating: Double(row), count: width)],
                        frames: [:], task: "wave")
                }
                try writer.finishEpisode()
            }
            let mixture = try LeRobotMixtureDataset(
                roots.map { .init(try LeRobotDataset($0), embodimentTag: .gr1) })
            let error = MixtureError.conflictingModalities(
                tag: .gr1, key: "action.arm > shape", dataset: roots[1].path, value: "[3]", other: roots[0].path,
                otherValue: "[2]")
            #expect(throws: error) { _ = try mixture.metadata() }
        }
    }
}
