import Foundation
import TestSupport
import Testing

/// Where a run can't write: exit code 2, a message with the path, and what was there stays.
@Suite(.startsPrograms) struct FinetuneOutputTests {
    @Test func outputIsAFile() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "notes.txt")
            try Data("mine".utf8).write(to: file)
            FinetuneBench.expectRefusal(try FinetuneBench(file).run(), [file.path, "it is a file", "--output-dir"])
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
        }
    }

    @Test(arguments: ["/proc/nothing", "/sys/kernel/nothing"]) func outputThatCannotBeWritten(_ path: String) throws {
        FinetuneBench.expectRefusal(try FinetuneBench(URL(filePath: path)).run(), ["cannot write \(path)"])
    }

    @Test func anEarlierRunIsNotOverwritten() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            try bench.succeed()
            let before = try FinetuneBench.contents(bench.output)
            FinetuneBench.expectRefusal(
                try bench.run(["--seed": "7"]), [bench.output.path, "checkpoint-4", "--resume", "--output-dir"])
            #expect(try FinetuneBench.contents(bench.output) == before)
        }
    }

    /// The shell's limit for files (RLIMIT_FSIZE) stands for a full disk: both fail a write half-way.
    @Test func aDiskThatIsFullWhileSaving() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            try bench.succeed(["--max-steps": "8", "--save-steps": "2", "--save-total-limit": "9"])
            let whole = try FinetuneBench.contents(bench.output.appending(path: "checkpoint-8"))

            let cut = try FinetuneBench(directory.appending(path: "cut"))
            let options = ["--max-steps": "8", "--save-steps": "2", "--save-total-limit": "9"]
            // Leaves checkpoint-2, then has no room for the next.
            let (process, files) = try Program.start(cut.arguments(options, []))
            defer { try? FileManager.default.removeItem(at: files) }
            let deadline = Date(timeIntervalSinceNow: 60)
            while cut.checkpoints.isEmpty, process.isRunning, Date() < deadline { usleep(500) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let last = try #require(cut.checkpoints.max { Self.step($0) < Self.step($1) })
            let kept = try FinetuneBench.contents(cut.output.appending(path: last))

            let full = try Program.run(cut.arguments(options, ["--resume"]), fileBlocks: 200)
            #expect(full.code == 2, "\(full.errors)")
            for text in ["cannot write \(cut.output.path)", "File too large", "bytes"] {
                #expect(full.errors.contains(text), "\(full.errors)")
            }
            #expect(full.errorLines.count == 1)
            #expect(try FinetuneBench.contents(cut.output.appending(path: last)) == kept)
            #expect(!cut.names.contains { $0.hasPrefix(".") }, "\(cut.names)")

            try cut.succeed(options, "--resume")
            let resumed = try FinetuneBench.contents(cut.output.appending(path: "checkpoint-8"))
            for (name, data) in whole where name.hasSuffix(".safetensors") { #expect(resumed[name] == data, "\(name)") }
        }
    }

    private static func step(_ checkpoint: String) -> Int { Int(checkpoint.dropFirst("checkpoint-".count)) ?? 0 }
}
