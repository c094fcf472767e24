import Foundation
import TestSupport
import Testing

/// `gr00t finetune --cache-backbone-features`, as it is run.
@Suite(.serialized, .startsPrograms) struct FeatureCacheTests {
    private let bench = Result { try Workbench.shared.get() }

    private func options(_ output: URL, cache: URL) throws -> [String] {
        let bench = try bench.get()
        return [
            "finetune", "--base-model-path", bench.checkpoint.path, "--dataset-path", bench.dataset.path,
            "--data-config", "so100", "--output-dir", output.path, "--max-steps", "3", "--batch-size", "4",
            "--report-to", "none", "--cache-backbone-features", "--feature-cache-dir", cache.path, "--threads", "1",
            "--dataloader-num-workers", "1",
        ]
    }

    /// Two runs that fill one cache at the same time, and one that then finds all of it.
    @Test func runsShareACache() throws {
        try withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let both = try ["a", "b"].map { name in
                try Program.start(options(directory.appending(path: name), cache: cache))
            }
            for (process, files) in both {
                process.waitUntilExit()
                let errors = try String(contentsOf: files.appending(path: "errors"), encoding: .utf8)
                #expect(process.terminationStatus == 0, "\(errors)")
                try? FileManager.default.removeItem(at: files)
            }
            let third = try Program.run(options(directory.appending(path: "c"), cache: cache))
            #expect(third.code == 0, "\(third.errors)")
            #expect(third.errors.contains("features: 12 of 80 stored"), "\(third.errors)")
            #expect(third.errors.contains("computed 0, reused 12"), "\(third.errors)")
            let keys = try FileManager.default.contentsOfDirectory(atPath: cache.path)
            #expect(keys.count == 1)
            let key = try String(contentsOf: cache.appending(path: "\(keys[0])/key.json"), encoding: .utf8)
            for word in ["\"sha256\"", "\"crop_scale\"", "video.webcam", "\"computeDtype\" : \"bfloat16\""] {
                #expect(key.contains(word), "\(key)")
            }
        }
    }

    @Test func aDryRunTellsTheSize() throws {
        try withTemporaryDirectory { directory in
            let cache = directory.appending(path: "cache")
            let outcome = try Program.run(
                options(directory.appending(path: "a"), cache: cache) + ["--feature-variants", "3", "--dry-run"])
            #expect(outcome.code == 0, "\(outcome.errors)")
            for word in [cache.path, "240 samples, 3 variants of each step", "with the longest prompt"] {
                #expect(outcome.output.contains(word), "\(outcome.output)")
            }
            #expect(!FileManager.default.fileExists(atPath: cache.path))
        }
    }

    @Test func aDirectoryThatCannotBeWrittenIsNamed() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "file")
            try Data([1]).write(to: file)
            let outcome = try Program.run(options(directory.appending(path: "a"), cache: file))
            #expect(outcome.code == 2 && outcome.errorLines.count == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains(file.path))
        }
    }
}
