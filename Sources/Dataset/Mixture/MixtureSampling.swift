/// How often each dataset and episode of a mixture is drawn: the arithmetic of `LeRobotMixtureDataset` of the reference
/// (`gr00t/data/dataset.py`), without files.
public struct MixtureSampling: Sendable {
    /// Probability of each dataset; they sum to 1.
    public let weights: [Double]
    /// The datasets whose own weight is exactly 1: the epoch is as long as it takes to see these once on average.
    public let primary: [Int]
    /// Draws in an epoch.
    public let epochLength: Int
    private let datasets: CumulativeWeights
    private let episodes: [CumulativeWeights]
    private let lengths: [[Int]]

    /// What a mixture draws from.
    public struct Source: Sendable, Equatable {
        /// For messages.
        public let name: String
        /// Relative to the other datasets.
        public let weight: Double
        /// Rows of each episode.
        public let episodeLengths: [Int]

        public init(name: String, weight: Double, episodeLengths: [Int]) {
            self.name = name
            self.weight = weight
            self.episodeLengths = episodeLengths
        }
    }

    /// One draw.
    public struct Draw: Sendable, Equatable {
        public let dataset: Int
        /// Position in the list of the source's episodes.
        public let episode: Int
        public let row: Int
        /// For whatever else is random about the sample.
        public let seed: UInt64
    }

    /// - Parameters:
    ///   - balanceDatasetWeights: a dataset's weight is multiplied by its number of rows.
    ///   - balanceTrajectoryWeights: an episode's weight is its number of rows, else 1.
    /// - Throws: ``MixtureError``.
    public init(
        _ sources: [Source], balanceDatasetWeights: Bool = true, balanceTrajectoryWeights: Bool = true
    ) throws(MixtureError) {
        guard !sources.isEmpty else { throw .noDatasets }
        var counts: [Int] = []
        for source in sources {
            // Beyond it the weights would be no numbers any more.
            guard source.weight > 0, source.weight <= 1e9 else {
                throw .badWeight(dataset: source.name, weight: source.weight)
            }
            let count = source.episodeLengths.reduce(0) { $0 + max(0, $1) }
            guard count > 0 else { throw .noSteps(dataset: source.name) }
            counts.append(count)
        }
        let raw = zip(sources, counts).map { $0.weight * (balanceDatasetWeights ? Double($1) : 1) }
        let total = raw.reduce(0, +)
        let weights = raw.map { $0 / total }
        let primary = sources.indices.filter { sources[$0].weight == 1 }
        guard let longest = primary.map({ Double(counts[$0]) / weights[$0] }).max() else {
            throw .noPrimaryDataset(weights: sources.map(\.weight))
        }
        // 2^53: up to there a double counts.
        guard longest < 0x1p53 else { throw .endlessEpoch(weights: sources.map(\.weight)) }
        self.weights = weights
        self.primary = primary
        epochLength = Int(longest)
        datasets = CumulativeWeights(weights)
        episodes = sources.map { source in
            CumulativeWeights(
                source.episodeLengths.map { $0 > 0 ? (balanceTrajectoryWeights ? Double($0) : 1) : 0 })
        }
        lengths = sources.map(\.episodeLengths)
    }

    /// Draw `index` of an epoch, with replacement: dataset, episode, then row. The same numbers give the same draw.
    public func draw(epoch: Int, index: Int, seed: Int) -> Draw {
        var generator = PCG64(seed: DrawSeed.value(epoch, index, seed))
        let dataset = datasets.draw(using: &generator)
        let episode = episodes[dataset].draw(using: &generator)
        let row = generator.below(lengths[dataset][episode])
        return Draw(dataset: dataset, episode: episode, row: row, seed: generator.next())
    }
}
