import Foundation
import TestSupport
import Testing

@Suite struct ModelCreateTests {
    private static func create(_ output: URL, _ more: String...) throws -> Program.Outcome {
        try Program.run(["model", "create", "--preset", "nano", "--output", output.path] + more)
    }

    private static func weights(_ checkpoint: URL) throws -> Data {
        try Data(contentsOf: checkpoint.appending(path: "model.safetensors"))
    }

    @Test func sameSeedSameWeights() throws {
        try withTemporaryDirectory { directory in
            let weights = try [1, 1, 2].enumerated().map { place, seed in
                let checkpoint = directory.appending(path: "\(place)")
                let outcome = try Self.create(checkpoint, "--seed", "\(seed)")
                #expect(outcome.code == 0, "\(outcome.errors)")
                return try Self.weights(checkpoint)
            }
            #expect(weights[0] == weights[1])
            #expect(weights[0] != weights[2])
        }
    }

    /// N1 trains its vision tower too where it is not told otherwise, and its projection always.
    @Test func whatAFlagTrainsIsShown() throws {
        try withTemporaryDirectory { directory in
            let checkpoint = directory.appending(path: "n1")
            let created = try Program.run("model", "create", "--preset", "nano-n1", "--output", checkpoint.path)
            #expect(created.code == 0, "\(created.errors)")
            func row(_ module: String, _ flags: String...) throws -> String? {
                let outcome = try Program.run(["model", "inspect", checkpoint.path, "--tuned"] + flags)
                #expect(outcome.code == 0, "\(outcome.errors)")
                return outcome.output.split(separator: "\n").first { $0.hasPrefix(module) }.map(String.init)
            }
            #expect(try #require(try row("backbone.model.vision_model")).hasSuffix("tuned"))
            #expect(try #require(try row("backbone.model.vision_model", "--no-tune-visual")).hasSuffix("frozen"))
            #expect(try #require(try row("backbone.linear", "--no-tune-visual")).contains("always"))
        }
    }

    @Test func keepsWhatIsThere() throws {
        try withTemporaryDirectory { directory in
            let checkpoint = directory.appending(path: "checkpoint")
            let first = try Self.create(checkpoint, "--seed", "1")
            let weights = try Self.weights(checkpoint)
            let refused = try Self.create(checkpoint, "--seed", "2")
            let kept = try Self.weights(checkpoint)
            let replacing = try Self.create(checkpoint, "--seed", "2", "--overwrite")
            let replaced = try Self.weights(checkpoint)
            #expect([first.code, refused.code, replacing.code] == [0, 2, 0])
            #expect(refused.errors.contains("--overwrite"))
            #expect(kept == weights)
            #expect(replaced != weights)
            // Nothing but the checkpoint stays: no old one, no half-written one.
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names == ["checkpoint"])
        }
    }

    @Test func refusesADirectoryOfOtherFiles() throws {
        try withTemporaryDirectory { directory in
            let notes = directory.appending(path: "notes.txt")
            try Data("mine".utf8).write(to: notes)
            let refused = try Self.create(directory, "--overwrite")
            #expect(refused.code == 2)
            #expect(refused.errors.contains(directory.path))
            let text = try String(contentsOf: notes, encoding: .utf8)
            #expect(text == "mine")
            let file = try Self.create(notes)
            #expect(file.code == 2)
        }
    }

    /// A program that is killed while it writes leaves no checkpoint, and the next run removes what it left.
    @Test func killedHalfWay() throws {
        try withTemporaryDirectory { directory in
            let checkpoint = directory.appending(path: "checkpoint")
            let (process, files) = try Program.start([
                "model", "create", "--preset", "n1.5-3b", "--output", checkpoint.path,
            ])
            defer { try? FileManager.default.removeItem(at: files) }
            func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: directory.path) }
            let deadline = Date(timeIntervalSinceNow: 60)
            while try names().isEmpty, process.isRunning, Date() < deadline { usleep(1000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            let left = try names()
            #expect(left.count == 1)
            #expect(left.allSatisfy { $0.hasPrefix(".checkpoint.creating-") })
            let outcome = try Self.create(checkpoint)
            #expect(outcome.code == 0, "\(outcome.errors)")
            let after = try names()
            #expect(after == ["checkpoint"])
        }
    }

    @Test(arguments: [
        (["--preset", "huge"], "huge"), (["--embodiment-tag", "robot9"], "robot9"), (["--dtype", "int4"], "int4"),
        (["--dataset-path", "/no/such/dataset"], "/no/such/dataset does not exist"), (["--seed=-1"], "-1"),
    ]) func badOptions(arguments: [String], says: String) throws {
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "checkpoint").path
            let preset = arguments.contains("--preset") ? [] : ["--preset", "nano"]
            let outcome = try Program.run(["model", "create", "--output", output] + preset + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains(says), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: output))
        }
    }
}
