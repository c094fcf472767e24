import Foundation

/// A run as `log.jsonl`: one JSON object per line.
///
/// `{"step":20,"time":1795648033.41,"train/loss":0.125}`, the time in seconds since 1970. What is not finite is `null`, because
/// JSON has no number for it, and said in words beside it: `"train/loss":null,"train/loss_nonfinite":"nan"`.
public final class JSONLTracker: Tracker {
    /// Its usual name in the directory of a run.
    public static let fileName = "log.jsonl"

    private let file: AppendingFile

    /// Begins a log, or continues one.
    ///
    /// - Parameters:
    ///   - file: where nothing is continued, a log that is there is kept as `log.1.jsonl` (or 2, 3…).
    ///   - step: of the checkpoint that the run goes on from. Lines of later steps are from a run that ended after that
    ///     checkpoint; they are dropped, and so is a last line that was cut short.
    /// - Throws: ``TrackingError``.
    public init(file: URL, resumingAt step: Int?) throws {
        if let step {
            try LogContinuation.trim(file, after: step)
        } else {
            try LogContinuation.moveAside(file)
        }
        self.file = try AppendingFile(file)
    }

    public func log(_ values: [(name: String, value: Double)], step: Int) throws {
        let milliseconds = (Date().timeIntervalSince1970 * 1000).rounded()
        var line = "{\"step\":\(step),\"time\":\(milliseconds / 1000)"
        for (name, value) in values {
            if value.isFinite {
                line += ",\(JSONWriting.quoted(name)):\(value)"
            } else {
                line += ",\(JSONWriting.quoted(name)):null"
                line += ",\(JSONWriting.quoted(name + LogLine.nonFiniteSuffix)):\"\(JSONWriting.nonFinite(value))\""
            }
        }
        try file.append(Array((line + "}\n").utf8))
    }

    public func finish(exitCode: Int) throws { try file.synchronize() }
}
