/// What can go wrong while training samples are prepared.
public enum DataLoaderError: Error, CustomStringConvertible {
    /// A number of the plan is out of range.
    case badPlan(name: String, value: Int, allowed: ClosedRange<Int>)
    /// A sample could not be prepared. The loader stays at this batch: it is not skipped.
    case badSample(SampleID, dataset: String, cause: any Error)
    /// ``DataLoader/stop()`` was called.
    case stopped
    /// The order that keeps neighbours together is only there for one dataset.
    case localShuffleOfMixture(datasets: Int)
    /// A dataset's embodiment has no pipeline.
    case noPipeline(tag: String, dataset: String)
    /// Pipelines of one training make inputs of different sizes, which cannot be one batch.
    case pipelinesDiffer(tag: String, sizes: String, other: String, otherSizes: String)

    public var description: String {
        switch self {
        case .badPlan(let name, let value, let allowed):
            "the \(name) is \(value). Give a number from \(allowed.lowerBound) to \(allowed.upperBound)."
        case .badSample(let id, let dataset, let cause):
            "\(dataset), episode \(id.episode), row \(id.row) (training sample \(id.position)): \(cause)"
        case .stopped: "the data loader was stopped. Make a new one to go on."
        case .localShuffleOfMixture(let datasets):
            "\(datasets) datasets are drawn from at random, so their neighbours cannot be kept together. Shuffle uniformly, "
                + "with a frame cache that holds all pictures or with videos that have a key frame every other frame."
        case .noPipeline(let tag, let dataset):
            "\(dataset) is of the embodiment '\(tag)', for which there are no transforms. Give a data config for it."
        case .pipelinesDiffer(let tag, let sizes, let other, let otherSizes):
            "the data config of '\(tag)' makes \(sizes), that of '\(other)' \(otherSizes). In one training all must "
                + "have the same horizons and widths."
        }
    }
}
