import Distributed
import Model
import Transforms

/// What prepares the samples of a run on threads of its own, from before the model is loaded: whole ones, or, with a frozen
/// backbone whose features are kept, what is needed besides.
enum SampleSource {
    case whole(DataLoader<ForesightSample<ModelInput>>)
    case features(DataLoader<ForesightSample<FeatureSample>>, FeatureCache)

    /// Throws ``DataLoaderError``, and what opening the cache throws.
    /// - Parameter keepsFeatures: false computes features again each time, of the same views.
    init(_ setup: RunSetup, group: ProcessGroup?, keepsFeatures: Bool) throws {
        let preparation = try SamplePreparation(
            setup.mixture, pipelines: [setup.arguments.embodimentTag: setup.pipeline])
        let chunkEnd = setup.arguments.flare.map { _ in ChunkEnd(setup.mixture, setup.pipeline.config) }
        if let space = FeatureSpace(setup) {
            let cache = try FeatureCache(setup, space: space, preparation: preparation, keepsFeatures: keepsFeatures)
            let loader = try DataLoader(setup, group: group) { id in
                try ForesightSample(id, chunkEnd: chunkEnd) { try cache.sample($0) }
            }
            self = .features(loader, cache)
        } else {
            self = .whole(
                try DataLoader(setup, group: group) { id in
                    try ForesightSample(id, chunkEnd: chunkEnd) { try preparation($0) }
                })
        }
    }
}

extension DataLoader {
    /// The samples of a run's process.
    fileprivate convenience init(
        _ setup: RunSetup, group: ProcessGroup?, prepare: @escaping @Sendable (SampleID) throws -> Payload
    ) throws {
        let arguments = setup.arguments
        try self.init(
            stream: SampleStream(setup.mixture, seed: arguments.seed, shuffle: setup.shuffle),
            plan: BatchPlan(
                batchSize: arguments.batchSize, accumulation: arguments.gradientAccumulationSteps,
                rank: group?.rank ?? 0, worldSize: group?.worldSize ?? 1),
            threads: arguments.dataloaderNumWorkers, prefetch: arguments.dataloaderPrefetchFactor,
            startingAt: setup.resume?.state.step ?? 0, prepare: prepare)
    }
}
