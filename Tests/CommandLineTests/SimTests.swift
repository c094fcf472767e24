import Foundation
import TestSupport
import Testing

/// `gr00t sim` as a whole process.
@Suite(.serialized, .startsPrograms) struct SimTests {
    /// A few demonstrations.
    private static let demonstrations = Result {
        let dataset = Workbench.root.appending(path: "tabletop")
        try FileManager.default.createDirectory(at: Workbench.root, withIntermediateDirectories: true)
        let recording = try Program.run(SimTests.recording(2, to: dataset))
        try #require(recording.code == 0, "\(recording.errors)")
        return dataset
    }

    private static func recording(_ episodes: Int, to dataset: URL, seed: Int = 3) -> [String] {
        [
            "sim", "record", "--task", "pick", "--episodes", "\(episodes)", "--seed", "\(seed)", "--output",
            dataset.path,
            "--workers", "2", "--noise", "0",
        ]
    }

    /// What `gr00t sim eval --json` printed, without what differs from run to run.
    private static func results(_ outcome: Program.Outcome) throws -> [String: NSObject] {
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        var fields = try #require(object as? [String: NSObject], "\(outcome.errors)")
        #expect(fields.removeValue(forKey: "run") != nil)
        return fields
    }

    private static func rate(_ results: [String: NSObject], _ name: String) throws -> (successes: Int?, trials: Int?) {
        let rate = try #require(results[name] as? [String: NSObject])
        return ((rate["successes"] as? NSNumber)?.intValue, (rate["trials"] as? NSNumber)?.intValue)
    }

    /// The episodes of the first policy.
    private static func episodes(_ results: [String: NSObject]) throws -> NSArray {
        let policies = try #require(results["policies"] as? [[String: NSObject]])
        return try #require(policies.first?["episodes"] as? NSArray)
    }

    @Test func helpTeaches() throws {
        let outcome = try Program.run("sim")
        #expect(outcome.code == 0)
        for text in ["green cube", "record", "eval", "bowl", "physics"] {
            #expect(outcome.output.contains(text), "\(text)")
        }
    }

    @Test func recordsAndGoesOn() throws {
        let dataset = try Self.demonstrations.get()
        let again = try Program.run(Self.recording(2, to: dataset))
        #expect(again.code == 0 && again.output.contains("already"), "\(again.output)\(again.errors)")
        let more = try Program.run(Self.recording(3, to: dataset))
        #expect(more.code == 0 && more.output.contains("3 demonstrations"), "\(more.output)\(more.errors)")
        #expect(more.output.contains("2 of them were there before") && more.output.contains("gr00t finetune"))
        let other = try Program.run(Self.recording(3, to: dataset, seed: 4))
        #expect(other.code == 2 && other.errors.contains("seed"), "\(other.errors)")
        let check = try Program.run("data", "check", dataset.path)
        #expect(check.code == 0, "\(check.output)\(check.errors)")
    }

    @Test func evaluatesTheSameHoweverManyAtOnce() throws {
        try withTemporaryDirectory { directory in
            func evaluate(workers: Int, _ more: String...) throws -> Program.Outcome {
                try Program.run(
                    [
                        "sim", "eval", "--policy", "expert", "--policy", "hold", "--task", "pick,push", "--episodes",
                        "2",
                        "--workers", "\(workers)", "--json",
                    ] + more)
            }
            let output = directory.appending(path: "results")
            let first = try evaluate(workers: 2, "--output", output.path, "--video", "none")
            #expect(first.code == 0, "\(first.errors)")
            let results = try Self.results(first)
            #expect(try Self.rate(results, "success_rate").trials == 4)
            #expect(try Self.rate(results, "language_following").trials == 4)
            #expect(try Self.results(evaluate(workers: 1)) == results)
            let written = try String(contentsOf: output.appending(path: "results.json"), encoding: .utf8)
            #expect(written == first.output.trimmingCharacters(in: .newlines))
            let page = try String(contentsOf: output.appending(path: "report.html"), encoding: .utf8)
            #expect(page.contains("scripted expert") && page.contains("holds still"))
            let second = try evaluate(workers: 1, "--output", output.path)
            #expect(second.code == 2 && second.errors.contains("choose another directory"), "\(second.errors)")
        }
    }

    @Test func printsATable() throws {
        let outcome = try Program.run(
            "sim", "eval", "--policy", "hold", "--instruction", "Please pick up the green cube.", "--episodes", "1")
        #expect(outcome.code == 0, "\(outcome.errors)")
        for text in [
            "asked       Please pick up the green cube.", "language following", "standard scenes",
            "0.0 % (0.0 to 79.3)", "touched no cube",
            "per episode",
        ] {
            #expect(outcome.output.contains(text), "\(outcome.output)")
        }
    }

    /// The checkpoint that comes with the program does what it is told.
    @Test func theShippedPolicyIsGood() throws {
        let outcome = try Program.run("sim", "eval", "--episodes", "4", "--seed", "77", "--json")
        let results = try Self.results(outcome)
        let (success, following) = (
            try Self.rate(results, "success_rate"), try Self.rate(results, "language_following")
        )
        #expect(success.trials == 12 && following.trials == 12)
        // Of 200 per task it misses a few: see Runs/closed-loop.
        #expect(success.successes ?? 0 >= 9 && following.successes ?? 0 >= 10, "\(outcome.output)")
    }

    /// Bit for bit: the noise goes along with each request.
    @Test func serverGivesTheEpisodesThatTheCheckpointGives() async throws {
        func evaluate(_ policy: String...) throws -> NSArray {
            let outcome = try Program.run(
                [
                    "sim", "eval", "--instruction", "pick up the green cube", "--episodes", "2", "--json", "--workers",
                    "2",
                    "--threads", "1", "--precision", "float32",
                ] + policy.flatMap { ["--policy", $0] })
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try Self.episodes(Self.results(outcome))
        }
        let own = try evaluate()
        #expect(own.count == 2)
        #expect(try evaluate() == own)
        let (server, files) = try Program.start([
            "serve", "--model-path", "so101-nano", "--data-config", "so101_sim", "--embodiment-tag",
            "new_embodiment", "--threads", "1", "--port", "0", "--http-port", "0", "--precision", "float32",
        ])
        defer {
            server.terminate()
            server.waitUntilExit()
            try? FileManager.default.removeItem(at: files)
        }
        let end = ContinuousClock.now + .seconds(240)
        var screen = ""
        while !screen.contains("Ctrl-C ends it"), ContinuousClock.now < end, server.isRunning {
            try await Task.sleep(for: .milliseconds(50))
            screen = String(decoding: try Data(contentsOf: files.appending(path: "errors")), as: UTF8.self)
        }
        for door in [/tcp:\/\/127\.0\.0\.1:\d+/, /http:\/\/127\.0\.0\.1:\d+/] {
            let address = try #require(screen.firstMatch(of: door)?.0, "\(screen)")
            #expect(try evaluate(String(address)) == own, "\(address)")
        }
    }

    /// The checkpoint of another robot: the first key that the simulation does not have is named.
    @Test func policyOfAnotherRobotIsRefused() throws {
        let checkpoint = try Workbench.shared.get().checkpoint
        let outcome = try Program.run(
            "sim", "eval", "--policy", checkpoint.path, "--data-config", "so100", "--episodes", "1")
        #expect(outcome.code == 2 && outcome.errors.contains("video.webcam"), "\(outcome.errors)")
        let horizon = try Program.run("sim", "eval", "--execution-horizon", "17")
        #expect(horizon.code == 2 && horizon.errors.contains("16 steps"), "\(horizon.errors)")
    }

    @Test func serverThatIsNotThereIsNamed() throws {
        let outcome = try Program.run(
            "sim", "eval", "--policy", "tcp://127.0.0.1:9", "--episodes", "1", "--timeout", "0.2")
        #expect(outcome.code == 1 && outcome.errors.contains("tcp://127.0.0.1:9"), "\(outcome.errors)")
        let web = try Program.run(
            "sim", "eval", "--policy", "http://127.0.0.1:9", "--episodes", "1", "--timeout", "1")
        #expect(web.code == 1 && web.errors.contains("http://127.0.0.1:9"), "\(web.errors)")
    }
}
