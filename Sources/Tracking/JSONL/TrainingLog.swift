import Foundation

/// The numbers of a run, read from its `log.jsonl`.
public struct TrainingLog: Sendable {
    /// One number over the run, as often as it was logged.
    public struct Series: Sendable, Equatable {
        /// Optimiser steps, not decreasing in a log of one run.
        public var steps: [Int] = []
        /// As many as ``steps``; not all finite.
        public var values: [Double] = []

        /// Without any value.
        public init() {}
    }

    /// By name.
    public let series: [String: Series]
    /// The last step of any line; 0 in an empty log.
    public let lastStep: Int

    /// Reads `file`. A last line that was cut short is left out.
    ///
    /// Throws ``TrackingError/cannotRead(path:reason:)``, or ``TrackingError/damagedLine(file:line:reason:)`` at any other line
    /// that is not a JSON object with a step.
    public init(_ file: URL) throws {
        var series: [String: Series] = [:]
        var lastStep = 0
        for (_, line) in try LogLine.all(of: file) {
            lastStep = max(lastStep, line.step)
            for (name, value) in line.values {
                series[name, default: Series()].steps.append(line.step)
                series[name, default: Series()].values.append(value)
            }
        }
        self.series = series
        self.lastStep = lastStep
    }
}
