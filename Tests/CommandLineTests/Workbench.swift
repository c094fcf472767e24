import Foundation
import Testing

/// A recorded dataset and a small checkpoint made for it, by the program itself, once for all tests.
struct Workbench {
    let dataset: URL
    let checkpoint: URL

    /// Removed when the tests end.
    static let root: URL = {
        let directory = FileManager.default.temporaryDirectory.appending(path: "gr00t-command-line-\(getpid())")
        atexit { try? FileManager.default.removeItem(at: Workbench.root) }
        return directory
    }()

    static let shared = Result { try Workbench() }

    private init() throws {
        dataset = Workbench.root.appending(path: "reach")
        checkpoint = Workbench.root.appending(path: "nano")
        try FileManager.default.createDirectory(at: Workbench.root, withIntermediateDirectories: true)
        let recording = try Program.run(["data", "record-demo", dataset.path, "--episodes", "2", "--steps", "40"])
        try #require(recording.code == 0, "\(recording.errors)")
        let creation = try Program.run([
            "model", "create", "--preset", "nano", "--output", checkpoint.path, "--dataset-path", dataset.path,
            "--data-config", "so100", "--embodiment-tag", "new_embodiment",
        ])
        try #require(creation.code == 0, "\(creation.errors)")
    }

    /// Options of an evaluation that is right.
    var options: [String: String] {
        [
            "--model-path": checkpoint.path, "--dataset-path": dataset.path, "--data-config": "so100",
            "--embodiment-tag": "new_embodiment", "--steps": "20",
        ]
    }

    /// `gr00t evaluate` with `changes` to ``options``.
    func evaluate(_ changes: [String: String] = [:]) throws -> Program.Outcome {
        let options = options.merging(changes) { $1 }
        return try Program.run(["evaluate"] + options.sorted { $0.key < $1.key }.flatMap { ["\($0.key)=\($0.value)"] })
    }
}
