import Foundation
import Testing

/// Short runs of `gr00t finetune` on the data and the checkpoint of the ``Workbench``.
struct FinetuneBench {
    let bench: Workbench
    let output: URL

    init(_ output: URL) throws {
        bench = try Workbench.shared.get()
        self.output = output
    }

    /// Four steps of two samples, a checkpoint after the second and the last.
    var options: [String: String] {
        [
            "--dataset-path": bench.dataset.path, "--data-config": "so100", "--base-model-path": bench.checkpoint.path,
            "--output-dir": output.path, "--max-steps": "4", "--batch-size": "2", "--save-steps": "2",
            "--logging-steps": "1", "--report-to": "none", "--dataloader-num-workers": "1", "--warmup-ratio": "0",
            // Faster than two that wait for each other on processors that the tests share.
            "--threads": "1",
        ]
    }

    /// - Parameters:
    ///   - changes: to ``options``; empty leaves an option out.
    ///   - more: after them.
    func arguments(_ changes: [String: String], _ more: [String]) -> [String] {
        let options = options.merging(changes) { $1 }.filter { !$0.value.isEmpty }
        return ["finetune"] + options.sorted { $0.key < $1.key }.flatMap { ["\($0.key)=\($0.value)"] } + more
    }

    func run(_ changes: [String: String] = [:], _ more: String...) throws -> Program.Outcome {
        try Program.run(arguments(changes, more))
    }

    /// Trains as the options say; it must succeed.
    func succeed(_ changes: [String: String] = [:], _ more: String...) throws {
        let outcome = try Program.run(arguments(changes, more))
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    /// Names in the output directory, hidden ones included, sorted.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []).sorted()
    }

    var checkpoints: [String] { names.filter { $0.hasPrefix("checkpoint-") } }

    /// Every file below `directory` with its bytes.
    static func contents(_ directory: URL) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
            contents[name] = try? Data(contentsOf: directory.appending(path: name))
        }
        return contents
    }

    /// Refused with exit code 2 and a message that says `texts`; nothing on standard output.
    static func expectRefusal(_ outcome: Program.Outcome, _ texts: [String]) {
        #expect(outcome.code == 2, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        for text in texts { #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors)") }
    }
}
