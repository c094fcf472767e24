import Evaluation
import Foundation

/// The files that an evaluation writes. Their directories are made before the work begins, so that it is not lost at its end.
struct EvaluationOutputs {
    static let untrained = "The checkpoint has random weights: it was never trained, so it acts at random."

    let json: URL?
    private let plots: URL?
    private let isSingle: Bool

    /// - Parameter plots: a file or a directory; nil draws nothing.
    /// - Throws: ``EvaluationError/unwritable(path:reason:)``.
    init(_ job: EvaluationJob, json: String?, plots: String?) throws {
        self.json = json.map { URL(filePath: $0) }
        self.plots = plots.map { URL(filePath: $0) }
        isSingle = job.episodes.count == 1
        if let json = self.json { try Self.prepare(json.deletingLastPathComponent()) }
        if let plots = self.plots { try Self.prepare(Self.isFile(plots) ? plots.deletingLastPathComponent() : plots) }
    }

    /// Draws the figure of one trajectory, if that is wanted, and notes it in the report. Throws `PlotError`.
    func draw(_ trajectory: Trajectory, _ report: inout TrajectoryReport, note: String) throws {
        guard let plots else { return }
        let file: URL
        if !Self.isFile(plots) {
            file = plots.appending(path: "episode_\(trajectory.episode).png")
        } else if isSingle {
            file = plots
        } else {
            let stem = plots.deletingPathExtension().lastPathComponent
            file = plots.deletingLastPathComponent()
                .appending(path: "\(stem)_\(trajectory.episode).\(plots.pathExtension)")
        }
        try TrajectoryFigure.figure(trajectory, report, note: note).save(file)
        report.plot = file.relativePath
    }

    func write(_ report: EvaluationReport) throws {
        if let json { try report.write(to: json) }
    }

    private static func isFile(_ url: URL) -> Bool { ["png", "svg"].contains(url.pathExtension.lowercased()) }

    private static func prepare(_ directory: URL) throws {
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch { throw EvaluationError.unwritable(path: directory.path, reason: "it cannot be made") }
        guard FileManager.default.isWritableFile(atPath: directory.path) else {
            throw EvaluationError.unwritable(path: directory.path, reason: "no permission")
        }
    }
}
