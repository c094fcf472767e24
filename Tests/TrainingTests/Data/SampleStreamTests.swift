import Dataset
import Embodiment
import TestSupport
import Testing
import Training

@Suite struct SampleStreamTests {
    private let data = Result { try ToyData.shared.get() }

    private static func samples(_ stream: SampleStream, _ positions: Range<Int>) -> [SampleID] {
        positions.map(stream.sample)
    }

    private struct Step: Hashable, Comparable {
        let episode, row: Int

        init(_ id: SampleID) { (episode, row) = (id.episode, id.row) }

        static func < (left: Step, right: Step) -> Bool { (left.episode, left.row) < (right.episode, right.row) }
    }

    @Test func anEpochHasEachStepOnce() throws {
        let stream = try SampleStream(try data.get().mixture())
        #expect(stream.epochLength == 17)
        let all = (0..<17).map {
            Step(
                SampleID(
                    position: 0, epoch: 0, dataset: 0, episode: $0 < 5 ? 0 : $0 < 14 ? 1 : 2,
                    row: $0 < 5 ? $0 : $0 < 14 ? $0 - 5 : $0 - 14, seed: 0))
        }
        var orders: Set<[Step]> = []
        for epoch in 0..<20 {
            let samples = Self.samples(stream, epoch * 17..<(epoch + 1) * 17)
            #expect(samples.map(Step.init).sorted() == all)
            #expect(samples.allSatisfy { $0.epoch == epoch })
            orders.insert(samples.map(Step.init))
        }
        #expect(orders.count == 20, "epochs repeat their order")
    }

    /// The same sample, in whatever order positions are asked for and whatever was asked before.
    @Test(arguments: [Shuffle.uniform, .local(span: 8)]) func samplesFollowFromTheirPosition(shuffle: Shuffle) throws {
        let mixture = try data.get().mixture()
        let forward = Self.samples(try SampleStream(mixture, shuffle: shuffle), 0..<100)
        let stream = try SampleStream(mixture, shuffle: shuffle)
        for position in (0..<100).shuffled() { #expect(stream.sample(at: position) == forward[position]) }
        #expect(Set(forward.map(\.seed)).count == 100, "two samples are augmented alike")
        let other = try SampleStream(mixture, seed: 43, shuffle: shuffle)
        #expect(Self.samples(other, 0..<17).map(Step.init) != forward[..<17].map(Step.init))
    }

    @Test(arguments: [1, 40, 300, 100_000]) func strewnRunsCoverEveryEpoch(span: Int) throws {
        try withTemporaryDirectory { root in
            try ToyData.record([70, 33, 140, 32], to: root)
            let mixture = try LeRobotMixtureDataset([.init(ToyData.dataset(root), embodimentTag: .gr1)])
            let stream = try SampleStream(mixture, shuffle: .local(span: span))
            let samples = Self.samples(stream, 0..<275 * 8)
            for epoch in 0..<6 {
                let own = samples.filter { $0.epoch == epoch }
                #expect(own.count == 275 && Set(own.map(Step.init)).count == 275, "epoch \(epoch)")
                // A sample of an epoch comes at most one epoch late, and never early.
                #expect(own.allSatisfy { (epoch * 275 - 275..<(epoch + 2) * 275).contains($0.position) })
            }
            // Of each run the first and the last sample are about as far apart as the span says.
            for episode in 0..<4 {
                let run = samples.filter { $0.epoch == 2 && $0.episode == episode && $0.row < 32 }.map(\.position)
                let length = try #require(run.max()) - (try #require(run.min()))
                #expect(length <= min(span, 275) + 64)
                if span == 300 { #expect(length > 100) }
            }
        }
    }

    @Test func severalDatasetsAreDrawnFromWithTheRealEpoch() throws {
        let data = try data.get()
        let mixture = try data.mixture([data.kitchen, data.office])
        let stream = try SampleStream(mixture)
        #expect(stream.epochLength == 27)
        let samples = Self.samples(stream, 0..<27 * 40)
        #expect(samples.map(\.epoch) == (0..<27 * 40).map { $0 / 27 })
        let kitchen = samples.count { $0.dataset == 0 }
        #expect(abs(Double(kitchen) / 1080 - 17.0 / 27) < 0.05)
        for (position, sample) in samples.enumerated() where position < 100 {
            let draw = mixture.sampling.draw(epoch: position / 27, index: position % 27, seed: 42)
            #expect((sample.dataset, sample.row, sample.seed) == (draw.dataset, draw.row, draw.seed))
        }
        #expect(samples[..<27].map(Step.init) != samples[27..<54].map(Step.init))
        #expect(Set(samples.map(\.seed)).count == samples.count)
        #expect(throws: DataLoaderError.self) { _ = try SampleStream(mixture, shuffle: .local(span: 8)) }
    }

    @Test(arguments: [1, 2]) func heldOutEpisodesAreNeverSeen(datasets: Int) throws {
        let data = try data.get()
        let roots = Array([data.kitchen, data.office][..<datasets])
        let mixture = try data.mixture(roots, heldOut: [EpisodeID(dataset: 0, episode: 1)])
        let stream = try SampleStream(mixture)
        #expect(stream.epochLength == (datasets == 1 ? 8 : 18))
        let seen = Set(Self.samples(stream, 0..<500).map { EpisodeID(dataset: $0.dataset, episode: $0.episode) })
        let office = datasets == 2 ? [EpisodeID(dataset: 1, episode: 0), EpisodeID(dataset: 1, episode: 1)] : []
        #expect(seen == Set([EpisodeID(dataset: 0, episode: 0), EpisodeID(dataset: 0, episode: 2)] + office))
    }

    @Test func whatCannotBeHeldOutIsNamed() throws {
        let data = try data.get()
        #expect(throws: MixtureError.unknownDataset(index: 1, count: 1)) {
            _ = try data.mixture(heldOut: [EpisodeID(dataset: 1, episode: 0)])
        }
        #expect(throws: DatasetError.self) { _ = try data.mixture(heldOut: [EpisodeID(dataset: 0, episode: 7)]) }
        let all = Set((0..<3).map { EpisodeID(dataset: 0, episode: $0) })
        #expect(throws: MixtureError.noSteps(dataset: data.kitchen.path)) { _ = try data.mixture(heldOut: all) }
    }

    @Test(arguments: [
        (true, 4000, 250, Shuffle.uniform), (false, 4000, 2, .uniform), (false, 4000, 250, .local(span: 2000)),
        (false, 0, 250, .local(span: 1)),
    ]) func theOrderSuitsTheVideos(fits: Bool, steps: Int, interval: Int, expected: Shuffle) {
        let access = PictureAccess(holdsEverything: fits, stepsInCache: steps, keyFrameInterval: interval)
        #expect(Shuffle.suited(to: access) == expected)
    }

    @Test func withoutPicturesAnyOrderIsFast() throws {
        let access = try ToyData.dataset(try data.get().kitchen, cameras: false).pictureAccess()
        #expect(Shuffle.suited(to: access) == .uniform)
    }
}
