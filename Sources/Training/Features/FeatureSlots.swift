import Dataset
import Transforms

/// Which place of a cache is which sample's, and how that sample is augmented. Every step of every episode has a place per
/// variant, held-out episodes too: another run may hold out others.
public struct FeatureSlots: Sendable {
    /// Augmented variants of a step, K; 0 sees every step as in evaluation.
    public let variants: Int
    private let seed: Int
    /// Per dataset, by the episode's index: steps before it.
    private let starts: [[Int: Int]]
    /// Places of the episodes that are trained on.
    package let trained: [Range<Int>]
    /// All places.
    package let count: Int

    /// - Parameter seed: of the run.
    public init(_ mixture: LeRobotMixtureDataset, variants: Int, seed: Int) {
        var (starts, trained, steps): ([[Int: Int]], [Range<Int>], Int) = ([], [], 0)
        let places = max(1, variants)
        for (component, kept) in zip(mixture.components, mixture.episodes) {
            let kept = Set(kept.map(\.index))
            var own: [Int: Int] = [:]
            for episode in component.dataset.episodes {
                own[episode.index] = steps
                if kept.contains(episode.index) { trained.append(steps * places..<(steps + episode.length) * places) }
                steps += episode.length
            }
            starts.append(own)
        }
        self.variants = variants
        self.seed = seed
        self.starts = starts
        self.trained = trained
        count = steps * places
    }

    /// Places that a run can fill.
    public var trainedCount: Int { trained.reduce(0) { $0 + $1.count } }

    /// Which variant of its step a sample is: as good as drawn, since the seed of a sample is.
    public func variant(of id: SampleID) -> Int {
        guard variants > 0 else { return 0 }
        var generator = SplitMix64(seed: id.seed)
        return Int(generator.next() % UInt64(variants))
    }

    /// How the pictures and the instruction are augmented: the same for every sample of this step and variant.
    public func mode(of id: SampleID) -> TransformMode {
        guard variants > 0 else { return .evaluation }
        let drawn = DrawSeed.value(id.dataset, id.episode, id.row, variant(of: id), seed)
        return .training(seed: UInt64(truncatingIfNeeded: drawn))
    }

    /// The sample's place.
    /// - Precondition: the sample is one of the mixture.
    package func slot(of id: SampleID) -> Int {
        ((starts[id.dataset][id.episode] ?? 0) + id.row) * max(1, variants) + variant(of: id)
    }
}
