import Checkpoint
import Foundation
import Model
import Plotting

/// The files of `gr00t model compare --output`, each whole or not there.
enum ComparisonFiles {
    /// Their paths. Throws ``WorkFailed`` where one can't be written.
    static func write(_ comparison: ModelComparison, to directory: URL) throws -> [String] {
        let (svg, png) = (directory.appending(path: "compare.svg"), directory.appending(path: "compare.png"))
        let json = directory.appending(path: "compare.json")
        let figure = ComparisonFigure(comparison).canvas
        let data = try JSONOutput.data(ComparisonReport(comparison))
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try figure.save(svg)
            try figure.save(png)
            try WholeFile.write(data, to: json)
        } catch let error as CocoaError {
            throw WorkFailed("\(directory.relativePath): the directory cannot be made (\(error.localizedDescription))")
        } catch { throw WorkFailed("\(error)") }
        return [svg, png, json].map(\.relativePath)
    }
}
