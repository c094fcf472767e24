import Foundation

/// The directory that an evaluation is written to. It is made, and refused where it is in use, before the work begins,
/// so that the work is not lost at its end.
public struct EvaluationFolder: Sendable {
    public let directory: URL
    /// Where the videos of single episodes go.
    public var episodes: URL { directory.appending(path: "episodes") }
    private var results: URL { directory.appending(path: "results.json") }
    private var page: URL { directory.appending(path: "report.html") }
    private static let mosaic = "mosaic.mp4"

    /// Throws ``ClosedLoopError/directoryInUse(path:)`` and ``ClosedLoopError/unwritable(path:reason:)``.
    public init(_ directory: URL) throws(ClosedLoopError) {
        self.directory = directory
        let path = directory.path(percentEncoded: false)
        guard !FileManager.default.fileExists(atPath: results.path(percentEncoded: false)) else {
            throw .directoryInUse(path: path)
        }
        try Self.make(directory)
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw .unwritable(path: path, reason: "no permission")
        }
    }

    /// Throws ``ClosedLoopError/unwritable(path:reason:)``.
    static func make(_ directory: URL) throws(ClosedLoopError) {
        do { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            throw .unwritable(path: directory.path(percentEncoded: false), reason: "it cannot be made")
        }
    }

    /// Writes `results.json`, then the mosaic and the page.
    ///
    /// - Parameter footage: of the first policy's episodes, in their order; may be empty.
    /// - Returns: the paths of what was written.
    /// - Throws: ``ClosedLoopError``, `MediaError`, `PlotError`.
    public func write(_ report: ClosedLoopReport, footage: [EpisodeFootage]) throws -> [String] {
        try write(report.json(), to: results)
        let cells = zip(report.policies[0].episodes, footage).map { episode, footage in
            Mosaic.Cell(instruction: episode.instruction, isSuccess: episode.isSuccess, frames: footage.frames)
        }
        let mosaic = directory.appending(path: Self.mosaic)
        let hasMosaic = try Mosaic.write(cells, to: mosaic)
        let html = ReportPage(
            report, pictures: footage.map(\.pictures), mosaic: hasMosaic ? Self.mosaic : nil
        ).html
        try write(Data(html.utf8), to: page)
        return [page, results].map { $0.path(percentEncoded: false) }
            + (hasMosaic ? [mosaic.path(percentEncoded: false)] : [])
    }

    private func write(_ data: Data, to url: URL) throws(ClosedLoopError) {
        do { try data.write(to: url, options: .atomic) } catch {
            throw .unwritable(path: url.path(percentEncoded: false), reason: error.localizedDescription)
        }
    }
}
