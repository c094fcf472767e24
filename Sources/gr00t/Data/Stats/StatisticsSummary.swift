import Dataset
import Foundation

/// The statistics of a dataset, and where they come from.
struct StatisticsSummary: Encodable {
    let path: String
    /// File in the dataset that they were read from; `nil`: they were computed now.
    let readFrom: String?
    /// File in the dataset that they were written to; `nil`: they were not.
    let writtenTo: String?
    /// A file that the other commands will use instead.
    let overruledBy: String?
    let steps: Int
    let dimensions: [DimensionSummary]

    init(_ path: String, recompute: Bool) throws {
        let dataset = try LeRobotDataset(
            DatasetLocation.directory(path), options: DatasetOptions(verification: .whenRead))
        let stored = recompute ? nil : try dataset.storedStatistics()
        let columns = try stored?.statistics ?? dataset.statistics(recompute: recompute)
        // What a reader finds now: nothing where the directory is read-only.
        let found = stored == nil ? try dataset.storedStatistics()?.path : nil
        let computed = LeRobotDataset.computedStatisticsPath
        let metadata = dataset.root.appending(path: "meta").path
        self.path = path
        readFrom = stored?.path
        writtenTo = stored == nil && FileManager.default.isWritableFile(atPath: metadata) ? computed : nil
        overruledBy = found.flatMap { $0 == computed ? nil : $0 }
        steps = dataset.stepCount
        dimensions = try DimensionSummary.all(dataset.jointGroupStatistics(columns), dataset)
    }

    var text: String {
        var table = Table([
            ("key", .left), ("", .right), ("joint", .left), ("mean", .right), ("std", .right), ("min", .right),
            ("max", .right), ("q01", .right), ("q99", .right), ("→ q01", .right), ("→ mean", .right), ("→ q99", .right),
            ("", .left),
        ])
        for row in dimensions {
            let note =
                row.isConstant
                ? "constant: always 0 for the model" : row.hasOutliers ? "98% of the values in a small part" : ""
            let numbers = [row.mean, row.std, row.min, row.max, row.q01, row.q99]
            let normalized = [row.normalizedQ01, row.normalizedMean, row.normalizedQ99]
            table.add(
                [row.dimension == 0 ? row.key : "", "\(row.dimension)", row.joint ?? ""]
                    + numbers.map { String(format: "%.4f", $0) }
                    + normalized.map { row.isConstant ? "" : String(format: "%+.2f", $0) } + [note])
        }
        return """
            \(path): statistics of \(Format.count(steps)) steps, \(origin)

            \(table.text)

            In the units of the dataset: mean, standard deviation, smallest and largest value, and the quantiles between
            which 98% of the values lie. The columns with an arrow are the same after min_max normalisation,
            2 (x - min) / (max - min) - 1: what the model sees. Where 98% of the values share a small part of -1...1, a few
            outliers set the scale: look at them with gr00t data plot, or normalise that key by q99.
            \(summary)
            """
    }

    private var origin: String {
        if let readFrom { return "from \(readFrom)" }
        guard let writtenTo else { return "computed now; not written, the directory is read-only" }
        let note = overruledBy.map {
            ". The other commands still use \($0), which is complete: remove it to change that"
        }
        return "computed now and written to \(writtenTo)" + (note ?? "")
    }

    private var summary: String {
        let constant = dimensions.count(where: \.isConstant)
        let outliers = dimensions.count(where: \.hasOutliers)
        return "\(dimensions.count) numbers: \(constant) constant, \(outliers) with outliers."
    }
}
