import Foundation
import TestSupport
import Testing

/// The course in the program's documentation, held against what its commands do.
@Suite(.startsPrograms) struct CourseTests {
    /// Every command prints what the pages say, both languages have the same blocks, and the files that they name exist.
    @Test func pagesAreAsTheySay() throws {
        let outcome = try Self.course("--program", Program.executable.path)
        #expect(outcome.code == 0, "\(outcome.text)")
    }

    /// What differs from run to run may; what a reader would stumble over may not.
    @Test(arguments: [
        ("12 steps at 3.5 steps/s, loss 0.51", "12 steps at 2.01 s/step, loss 0.53", nil),
        ("a long time: 2:05, 1.2 GiB", "a long time: 0:07, 640.0 MiB", nil),
        ("first\nsecond\nthird", "first\n…\nthird", nil),
        ("12 steps", "13 steps", "12 steps"),
        ("loss 0.51", "loss 0.61", "loss 0.51"),
        ("4,599,424 parameters", "4,599,425 parameters", "parameters"),
        ("a red cube", "a green cube", "a red cube"),
        ("first\nsecond", "first", "second"),
        ("first\nthird", "first\n…\nsecond\nthird", "second"),
    ]) func printed(_ output: String, page: String, complaint: String?) throws {
        try withTemporaryDirectory { directory in
            let block = "```console\n$ printf '\(output.replacing("\n", with: "\\n"))'\n\(page)\n```\n"
            let outcome = try Self.course(in: directory, english: block, chinese: block)
            #expect((outcome.code == 0) == (complaint == nil), "\(outcome.text)")
            if let complaint { #expect(outcome.text.contains("Day1-Model.md:2") && outcome.text.contains(complaint)) }
        }
    }

    /// A program that is cut off by whoever reads from it has not failed.
    @Test func headHasSeenEnough() throws {
        try withTemporaryDirectory { directory in
            let block = "```console\n$ yes | head -n 1\ny\n```\n"
            let outcome = try Self.course(in: directory, english: block, chinese: block)
            #expect(outcome.code == 0, "\(outcome.text)")
        }
    }

    @Test func failuresAreNamed() throws {
        try withTemporaryDirectory { directory in
            let failed = try Self.course(in: directory, english: "```console\n$ false\n```\n", chinese: "")
            #expect(failed.code != 0 && failed.text.contains("Day1-Model.md:2: false"), "\(failed.text)")
            let other = "```console\n$ echo  one\none\n```\n"
            let apart = try Self.course(
                in: directory, english: other.replacing("  ", with: " ") + "`Sources/None.swift`", chinese: other)
            #expect(apart.text.contains("Day1-Model-zh.md:1: not the block of"), "\(apart.text)")
            #expect(apart.text.contains("Day1-Model.md:5: there is no Sources/None.swift"), "\(apart.text)")
        }
    }

    /// A server runs to the end of its page, and an update writes what was printed into both pages.
    @Test func updated() throws {
        try withTemporaryDirectory { directory in
            func pages(_ server: String, _ reply: String) -> String {
                "```console\n$ sh -c 'echo \(server); exec sleep 60' &\n\(server)\n```\nText.\n```console\n$ sleep 0.5; echo 2 cubes\n\(reply)\n```\n"
            }
            let (old, new) = (pages("5555", "1 cube"), pages("5555", "2 cubes"))
            let outcome = try Self.course(in: directory, english: old, chinese: old, "--update")
            #expect(outcome.code == 0, "\(outcome.text)")
            for name in ["Day1-Model.md", "Day1-Model-zh.md"] {
                let text = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
                #expect(text == new)
            }
        }
    }

    private static func course(
        in directory: URL, english: String, chinese: String, _ more: String...
    ) throws -> (code: Int32, text: String) {
        try Data(english.utf8).write(to: directory.appending(path: "Day1-Model.md"))
        try Data(chinese.utf8).write(to: directory.appending(path: "Day1-Model-zh.md"))
        return try course(["--catalogue", directory.path, "--page", "Day1-Model", "--program", "/bin/true"] + more)
    }

    private static func course(_ arguments: String...) throws -> (code: Int32, text: String) { try course(arguments) }

    /// Runs `scripts/course` and waits for its end.
    private static func course(_ arguments: [String]) throws -> (code: Int32, text: String) {
        let output = Pipe()
        let process = Process()
        process.executableURL =
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scripts/course")
            .standardizedFileURL
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }
}
