import Foundation
import TestSupport
import Testing
import Training

/// Runs with and without stored features. Prompts of a batch have different lengths throughout.
@Suite(.serialized, .trains) struct FeatureCacheTests {
    private let bench = Result { try FeatureBench.shared.get() }

    /// Of float32 losses: a prompt alone and in a padded batch differs in the last bits, since its positions are shifted.
    private static let tolerance = 2e-6

    @Test(arguments: [0, 2]) func lossesAreThoseOfARunWithoutStorage(variants: Int) async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let outcomes = try await [true, false].asyncMap { keeps in
                let output = directory.appending(path: "\(keeps)")
                return try await FeatureBench.run(
                    bench.setup(bench.arguments(output, cache: cache, steps: 12, variants: variants)),
                    keepsFeatures: keeps)
            }
            #expect(largestDifference(outcomes[0].losses, outcomes[1].losses) < Self.tolerance)
            #expect(outcomes[0].features.reused > 0 && outcomes[1].features.reused == 0)
            #expect(outcomes[1].features.computed == 48)
            let use = outcomes[0].features
            #expect(use.computed + use.reused == 48 && use.stored <= FeatureBench.steps * max(1, variants))
            // The first batch is computed in both, in the same way.
            #expect(outcomes[0].losses[0] == outcomes[1].losses[0])
        }
    }

    /// What is seen at the end of a chunk is another step of the episode, with a place of its own.
    @Test func theFutureIsStoredToo() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let outcomes = try await [true, false].asyncMap { keeps in
                var arguments = bench.arguments(
                    directory.appending(path: "\(keeps)"), cache: directory.appending(path: "cache"))
                (arguments.flare, arguments.learningRate) = (FlareOptions(), 1e-3)
                return try await FeatureBench.run(bench.setup(arguments), keepsFeatures: keeps)
            }
            #expect(largestDifference(outcomes[0].losses, outcomes[1].losses) < 10 * Self.tolerance)
            #expect(outcomes[0].features.stored == 15 && outcomes[1].features.computed == 64)
            #expect(outcomes[0].features.computed + outcomes[0].features.reused == 64)
        }
    }

    /// Not even the videos are opened: here they are no videos any more, but for the first, which is looked at when a dataset
    /// is opened.
    @Test func aSecondRunComputesNothing() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let dataset = directory.appending(path: "dataset")
            try FileManager.default.copyItem(at: bench.dataset, to: dataset)
            let cache = directory.appending(path: "cache")
            func run(_ name: String) async throws -> FeatureBench.Outcome {
                var arguments = bench.arguments(directory.appending(path: name), cache: cache)
                arguments.datasetPaths = [dataset.path]
                return try await FeatureBench.run(bench.setup(arguments))
            }
            let first = try await run("first")
            #expect(first.features.stored == 15 && first.features.places == 15)
            // Samples that are prepared ahead don't make the backbone do its work twice.
            #expect(first.features.computed == 15 && first.features.reused == 17)
            try Damage.videos(of: dataset)
            let second = try await run("second")
            #expect(second.features.computed == 0 && second.features.reused == 32)
            #expect(largestDifference(second.losses, first.losses) < Self.tolerance)
            #expect(second.notes.contains { $0.contains("15") && $0.contains("are stored in") }, "\(second.notes)")
        }
    }

    @Test func whatIsDamagedIsComputedAgain() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let first = try await FeatureBench.run(
                bench.setup(bench.arguments(directory.appending(path: "0"), cache: cache)))
            let key = cache.appending(
                path: try bench.setup(bench.arguments(cache, cache: cache), isDry: true).featureDirectoryName())
            let data = try Data(contentsOf: key.appending(path: "features.bin"))
            let damages: [(name: String, expected: Int, damage: (inout Data) -> Void)] = [
                ("a bit", 1, { $0[10_000] ^= 1 }), ("the end is missing", 0, { $0 = $0.prefix($0.count / 2) }),
                ("zeros", 15, { $0 = Data(count: $0.count) }),
            ]
            for (number, (name, expected, damage)) in damages.enumerated() {
                var bad = data
                damage(&bad)
                try bad.write(to: key.appending(path: "features.bin"))
                let again = try await FeatureBench.run(
                    bench.setup(bench.arguments(directory.appending(path: "\(number + 1)"), cache: cache)))
                #expect(again.features.damaged >= max(1, expected), "\(name)")
                #expect(again.features.computed == again.features.damaged, "\(name)")
                #expect(largestDifference(again.losses, first.losses) < Self.tolerance, "\(name)")
            }
            try Data(repeating: 0xA5, count: 16 * 16).write(to: key.appending(path: "index.bin"))
            let again = try await FeatureBench.run(
                bench.setup(bench.arguments(directory.appending(path: "index"), cache: cache)))
            #expect(again.features.damaged >= 15)
            #expect(largestDifference(again.losses, first.losses) < Self.tolerance)
        }
    }

    /// Some samples of a batch are stored, others are not.
    @Test func batchesMayBeMixed() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            _ = try await FeatureBench.run(
                bench.setup(bench.arguments(directory.appending(path: "few"), cache: cache, steps: 2)))
            let outcomes = try await [true, false].asyncMap { keeps in
                var arguments = bench.arguments(directory.appending(path: "\(keeps)"), cache: cache, steps: 3)
                arguments.seed = 7
                return try await FeatureBench.run(bench.setup(arguments), keepsFeatures: keeps)
            }
            let use = outcomes[0].features
            #expect(use.computed > 0 && use.reused > 0 && use.computed + use.reused == 12)
            #expect(largestDifference(outcomes[0].losses, outcomes[1].losses) < Self.tolerance)
        }
    }

    @Test func aResumedRunGoesOnWithWhatIsStored() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let arguments = bench.arguments(directory.appending(path: "run"), cache: cache)
            let start = try await FeatureBench.run(bench.setup(arguments), stopAfter: 5)
            let rest = try await FeatureBench.run(bench.setup(arguments, resumes: true))
            #expect(start.features.stored == 15 && rest.features.computed == 0 && rest.features.reused == 12)
            let whole = try await FeatureBench.run(
                bench.setup(bench.arguments(directory.appending(path: "whole"), cache: cache)), keepsFeatures: false)
            #expect(largestDifference(start.losses + rest.losses, whole.losses) < Self.tolerance)
        }
    }

    /// Losses of bfloat16 differ where a stored prompt was computed in another batch: by the rounding of its activations, of which
    /// one step is 2^-8 of a value. Later steps start from weights that differ already.
    @Test func bfloat16() async throws {
        let bench = try bench.get()
        try await withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let outcomes = try await [true, false].asyncMap { keeps in
                var arguments = bench.arguments(directory.appending(path: "\(keeps)"), cache: cache)
                arguments.computeDtype = .bfloat16
                return try await FeatureBench.run(bench.setup(arguments), keepsFeatures: keeps)
            }
            #expect(outcomes[0].features.reused > 0)
            #expect(outcomes[0].losses[0] == outcomes[1].losses[0])
            #expect(largestDifference(outcomes[0].losses, outcomes[1].losses) < 0x1p-7)
        }
    }
}

extension Array {
    /// One after another.
    func asyncMap<R>(_ body: (Element) async throws -> R) async rethrows -> [R] {
        var results: [R] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}

private enum Damage {
    /// Nonsense of the same size and age.
    static func videos(of dataset: URL) throws {
        let videos = dataset.appending(path: "videos")
        for path in try FileManager.default.subpathsOfDirectory(atPath: videos.path)
        where path.hasSuffix(".mp4") && !path.hasSuffix("000000.mp4") {
            let file = videos.appending(path: path)
            var status = stat()
            try #require(stat(file.path, &status) == 0)
            try Data(repeating: 7, count: Int(status.st_size)).write(to: file)
            let times = [status.st_atim, status.st_mtim]
            try #require(utimensat(AT_FDCWD, file.path, times, 0) == 0)
        }
    }
}
