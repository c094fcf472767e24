import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing
import Training
import Transforms

@Suite struct SamplePreparationTests {
    private let data = Result { try ToyData.shared.get() }

    /// Whole samples of two robots: pictures, prompts and numbers are equal for any number of threads.
    @Test func threadsChangeNothing() throws {
        let data = try data.get()
        func samples(threads: Int) throws -> [PreparedSample<ModelInput>] {
            let mixture = try data.mixture([data.kitchen, data.office])
            let preparation = try data.preparation(mixture)
            let loader = try DataLoader(
                stream: SampleStream(mixture), plan: BatchPlan(batchSize: 6), threads: threads,
                prepare: preparation.callAsFunction)
            return try (0..<10).flatMap { _ in try loader.next() }
        }
        let alone = try samples(threads: 1)
        #expect(alone == (try samples(threads: 2)))
        #expect(alone == (try samples(threads: 5)))
        #expect(Set(alone.map(\.payload.embodimentID)) == [24, 31])
        #expect(alone.allSatisfy { $0.payload.action != nil && $0.payload.images.count == 1 })
    }

    /// Language dropout and crops are drawn from the sample's seed, which the stream gives: the same step is augmented
    /// differently in every epoch, and always the same in one epoch.
    @Test func augmentationFollowsFromTheSeed() throws {
        let data = try data.get()
        let mixture = try data.mixture()
        let preparation = try data.preparation(mixture)
        let stream = try SampleStream(mixture)
        let all = (0..<17 * 12).map(stream.sample)
        let step = all.filter { $0.episode == 1 && $0.row == 4 }
        #expect(step.count == 12)
        let inputs = try step.map { try preparation($0) }
        #expect(inputs == (try step.map { try preparation($0) }))
        let (own, fallback) = (
            try data.processor.tokens(instruction: "task 1", tilesPerImage: [1]),
            try data.processor.tokens(instruction: "Perform the default behavior.", tilesPerImage: [1])
        )
        #expect(Set(inputs.map(\.tokens)) == [own, fallback])
        #expect(Set(inputs.map { $0.images[0].pixels }).count == 12)
        #expect(Set(inputs.map(\.state.values)).count == 1)
    }

    /// The numbers alone are those of the whole sample, and need no video file.
    @Test func numbersWithoutPictures() throws {
        let data = try data.get()
        try withTemporaryDirectory { directory in
            let root = directory.appending(path: "copy")
            try FileManager.default.copyItem(at: data.kitchen, to: root)
            try FileManager.default.removeItem(at: root.appending(path: "videos"))
            let whole = try data.mixture()
            let bare = try LeRobotMixtureDataset([
                .init(ToyData.dataset(root, cameras: false), embodimentTag: .newEmbodiment)
            ])
            let preparation = try data.preparation(whole)
            let numbers = try data.preparation(bare)
            let stream = try SampleStream(bare)
            for position in 0..<17 {
                let id = stream.sample(at: position)
                let input = try preparation(id)
                let found = try numbers.stateAction(id)
                #expect(ModelInput(images: input.images, tokens: input.tokens, numbers: found) == input)
            }
        }
    }

    @Test func aDamagedSampleNamesDatasetEpisodeAndRow() throws {
        let data = try data.get()
        try withTemporaryDirectory { directory in
            let root = directory.appending(path: "copy")
            try FileManager.default.copyItem(at: data.kitchen, to: root)
            let mixture = try data.mixture([root])
            let preparation = try data.preparation(mixture)
            try FileManager.default.removeItem(
                at: root.appending(path: "videos/chunk-000/observation.images.front/episode_000002.mp4"))
            let stream = try SampleStream(mixture)
            let loader = try DataLoader(
                stream: stream, plan: BatchPlan(batchSize: 17), prepare: preparation.callAsFunction)
            let error = #expect(throws: DataLoaderError.self) { _ = try loader.next() }
            let first = try #require((0..<17).map(stream.sample).first { $0.episode == 2 })
            let text = "\(try #require(error))"
            for word in [root.path, "episode 2", "row \(first.row)", "episode_000002.mp4 does not exist"] {
                #expect(text.contains(word), "\(text)")
            }
        }
    }

    @Test func everyEmbodimentNeedsAPipeline() throws {
        let data = try data.get()
        let mixture = try data.mixture([data.kitchen, data.office])
        let metadata = try mixture.metadata()
        func pipeline(_ tag: EmbodimentTag, horizon: Int) throws -> TransformPipeline {
            try ToyData.config.pipeline(
                metadata: try #require(metadata[tag]), processor: data.processor, actionHorizon: horizon,
                tiles: DynamicTiles(tileSize: 28))
        }
        let own = try pipeline(.newEmbodiment, horizon: 3)
        let missing = #expect(throws: DataLoaderError.self) {
            _ = try SamplePreparation(mixture, pipelines: [.newEmbodiment: own])
        }
        #expect("\(try #require(missing))".contains("'gr1'"))
        let other = try pipeline(.gr1, horizon: 5)
        let differing = #expect(throws: DataLoaderError.self) {
            _ = try SamplePreparation(mixture, pipelines: [.newEmbodiment: own, .gr1: other])
        }
        #expect("\(try #require(differing))".contains("5x3 actions"))
    }
}
