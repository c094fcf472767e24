import Client
import Foundation

/// What a bench found, for a terminal.
struct LoadText {
    let text: String

    init(_ report: LoadReport, address: String) {
        let connections = "\(report.connections) connection\(report.connections == 1 ? "" : "s")"
        let rate = String(format: "%.1f answers per second", report.answersPerSecond)
        text = [
            "\(address), \(connections): \(Format.count(report.answered)) answers in "
                + "\(Format.seconds(report.elapsedSeconds)), \(rate)",
            Self.quantiles(report), Self.histogram(report.latency.histogram), Self.failures(report),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func quantiles(_ report: LoadReport) -> String {
        var table = Table([
            ("time", .left), ("median", .right), ("p90", .right), ("p99", .right), ("max", .right), ("mean", .right),
        ])
        func add(_ name: String, _ times: LatencyStatistics) {
            table.add([name] + [times.median, times.p90, times.p99, times.maximum, times.mean].map(Format.seconds))
        }
        add("request to actions", report.latency)
        for stage in report.stages { add("  server: \(stage.name)", stage.latency) }
        return table.text
    }

    /// A bar per class of time.
    private static func histogram(_ histogram: LatencyHistogram) -> String {
        let most = histogram.buckets.map(\.count).max() ?? 0
        guard most > 0 else { return "" }
        return histogram.buckets.map { bucket in
            let bar = String(repeating: "█", count: (40 * bucket.count + most - 1) / most)
            return String(format: "up to %10.3f ms  ", bucket.upTo) + "\(bar) \(bucket.count)"
        }.joined(separator: "\n")
    }

    private static func failures(_ report: LoadReport) -> String {
        guard report.failed > 0 else { return "" }
        return "\(report.failed) failed:\n" + report.failures.map { "  \($0)" }.joined(separator: "\n")
    }
}
