import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Testing

@Suite struct FrameCacheTests {
    private static let front = [
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "front")])
    ]
    private static let picture = 64 * 48 * 3

    private func expect(_ sample: Sample) throws {
        let image = try #require(sample.observation.video["front"]?.first)
        let brightness = Int(ToyDataset.brightness(episode: sample.episode, row: sample.row))
        #expect((ToyDataset.brightness(image) - brightness).magnitude <= 2)
    }

    @Test func decodesAnEpisodeOnceWhenAllFits() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([20, 12], in: root)
            let dataset = try LeRobotDataset(root, modalityConfigs: Self.front)
            #expect(dataset.frameCache.holdsEverything)
            #expect(dataset.frameCache.bytes == 0)
            _ = try dataset[7]
            #expect(dataset.frameCache.bytes == 20 * Self.picture)
            try dataset.prefetch(episode: 1)
            #expect(dataset.frameCache.bytes == 32 * Self.picture)
            // From here on the files are not needed: nothing is decoded again.
            try FileManager.default.removeItem(at: root.appending(path: "videos"))
            for step in (0..<32).shuffled() { try expect(dataset[step]) }
        }
    }

    @Test(arguments: [0, 1, 3, 5, 31, 40]) func staysBelowItsLimit(pictures: Int) throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([20, 30], in: root)
            let dataset = try LeRobotDataset(
                root, modalityConfigs: Self.front, options: DatasetOptions(frameCacheBytes: pictures * Self.picture))
            for step in (0..<50).shuffled() {
                try expect(dataset[step])
                #expect(dataset.frameCache.bytes <= pictures * Self.picture)
            }
        }
    }

    @Test func servesManyThreads() async throws {
        try await withTemporaryDirectory { root in
            try ToyDataset.record([20, 30], in: root)
            let dataset = try LeRobotDataset(
                root, modalityConfigs: Self.front, options: DatasetOptions(frameCacheBytes: 24 * Self.picture))
            let samples = try await withThrowingTaskGroup(of: Sample.self) { group in
                for step in (0..<50).shuffled() { group.addTask { try dataset[step] } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(samples.count == 50)
            for sample in samples { try expect(sample) }
        }
    }

    /// A warm cache hands out pictures without copying them, in any order.
    @Test func aWarmCacheIsQuickInAnyOrder() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([60], in: root)
            let dataset = try LeRobotDataset(root)
            try dataset.prefetch(episode: 0)
            let clock = ContinuousClock()
            let steps = (0..<20).flatMap { _ in 0..<60 }
            func time(_ steps: [Int]) throws -> Duration {
                try clock.measure { for step in steps { _ = try dataset[step] } } / steps.count
            }
            let ordered = try time(steps)
            let shuffled = try time(steps.shuffled())
            print("a step takes \(ordered) in order, \(shuffled) shuffled")
            #expect(ordered < .milliseconds(1) && shuffled < .milliseconds(1))
        }
    }

    /// The same picture throughout while the robot moves: a decoder or a camera that is stuck.
    @Test func frozenVideosAreErrors() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([12], in: root)
            let url = root.appending(path: ToyDataset.firstVideo)
            let video = try VideoWriter(url, width: 64, height: 48, framesPerSecond: 20, gop: 1)
            for _ in 0..<12 { try video.append(ToyDataset.picture(64, 48, episode: 0, row: 3)) }
            try video.finish()
            let frozen = DatasetError.frozenVideo(camera: "observation.images.front", file: url.path, episode: 0)
            #expect(throws: frozen) { _ = try LeRobotDataset(root)[0] }
            let lenient = try LeRobotDataset(root, options: DatasetOptions(verification: .none))
            #expect(throws: Never.self) { _ = try lenient[0] }
        }
    }

    /// A picture costs what lies between two key frames, not a long run, where not all fit.
    @Test(arguments: [1, 2, 5, 60]) func aMissDecodesFromKeyFrameToKeyFrame(gop: Int) throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([40], in: root)
            let url = try Self.write(root, gop: gop) { ToyDataset.picture(64, 48, episode: 0, row: $0) }
            let dataset = try LeRobotDataset(
                root, modalityConfigs: Self.front, options: DatasetOptions(frameCacheBytes: 39 * Self.picture))
            #expect(!dataset.frameCache.holdsEverything)
            try expect(dataset[0])
            // The encoder may add key frames of its own.
            let interval = Int((40 / Double(try VideoReader(url).keyFrameCount)).rounded(.up))
            #expect(gop > 5 ? interval > 5 : interval == gop)
            #expect(dataset.frameCache.bytes == min(32, interval) * Self.picture)
            #expect(
                try dataset.pictureAccess()
                    == PictureAccess(holdsEverything: false, stepsInCache: 39, keyFrameInterval: interval))
        }
    }

    /// Too few pictures at a time to see that nothing moves: the beginning of the episode is looked at once.
    @Test func frozenVideosAreFoundWithShortRuns() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([40], in: root)
            let url = try Self.write(root, gop: 1) { _ in ToyDataset.picture(64, 48, episode: 0, row: 3) }
            let frozen = DatasetError.frozenVideo(camera: "observation.images.front", file: url.path, episode: 0)
            let dataset = try LeRobotDataset(
                root,
                modalityConfigs: [
                    "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "front")]),
                    "state": ModalityConfig(deltaIndices: [0], modalityKeys: [ToyDataset.arm]),
                ], options: DatasetOptions(frameCacheBytes: 39 * Self.picture))
            for _ in 0..<2 { #expect(throws: frozen) { _ = try dataset[20] } }
            #expect(dataset.check().map { "\($0)" } == ["\(frozen)"])
        }
    }

    /// Replaces the first video.
    @discardableResult private static func write(_ root: URL, gop: Int, picture: (Int) -> Image) throws -> URL {
        let url = root.appending(path: ToyDataset.firstVideo)
        let video = try VideoWriter(url, width: 64, height: 48, framesPerSecond: 20, gop: gop)
        for row in 0..<40 { try video.append(picture(row)) }
        try video.finish()
        return url
    }
}
