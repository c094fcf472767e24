import Distributed
import Foundation
import TestSupport
import Testing
import Torch

@Suite(.serialized) struct LauncherTests {
    private static func launch(_ script: String, processes: Int = 3, grace: Duration = .seconds(10)) throws
        -> Launcher.Outcome
    {
        try Launcher(processes: processes, executable: "/bin/sh", arguments: ["-c", script], grace: grace).run()
    }

    @Test func everyRankKnowsItsPlace() throws {
        try withTemporaryDirectory { directory in
            let outcome = try Self.launch(
                "echo $RANK $LOCAL_RANK $WORLD_SIZE $MASTER_ADDR $((MASTER_PORT > 1023)) >\(directory.path)/$RANK")
            #expect(outcome == Launcher.Outcome.success)
            for rank in 0..<3 {
                let text = try String(contentsOf: directory.appending(path: "\(rank)"), encoding: .utf8)
                #expect(text == "\(rank) \(rank) 3 127.0.0.1 1\n")
            }
        }
    }

    @Test func launchedRanksMeet() throws {
        let launcher = Launcher(processes: 2, executable: PeerProcessTests.executable, arguments: ["collectives"])
        #expect(try launcher.run() == Launcher.Outcome.success)
    }

    @Test func processorsAreShared() throws {
        try withTemporaryDirectory { directory in
            _ = try Self.launch("grep Cpus_allowed: /proc/self/status >\(directory.path)/$RANK", processes: 2)
            let masks = try (0..<2).map { try String(contentsOf: directory.appending(path: "\($0)"), encoding: .utf8) }
            #expect((masks[0] != masks[1]) == (Machine.allowedProcessors.count > 1))
        }
    }

    @Test func theFirstFailureEndsAll() throws {
        let start = ContinuousClock.now
        let outcome = try Self.launch(
            "if [ $RANK = 1 ]; then echo reading >&2; echo out of memory >&2; exit 7; fi; sleep 600")
        #expect(outcome.exitCode == 7 && outcome.failedRank == 1)
        #expect(outcome.reason == "rank 1 ended with code 7:\nreading\nout of memory")
        #expect(.now - start < .seconds(8))
    }

    @Test func whoIgnoresTheRequestIsKilled() throws {
        try withTemporaryDirectory { directory in
            let start = ContinuousClock.now
            // What the ranks started must end too.
            let outcome = try Self.launch(
                """
                trap '' TERM
                sleep 600 & echo $! >\(directory.path)/$RANK
                [ $RANK = 0 ] && { sleep 1; exit 3; }; wait
                """,
                grace: .seconds(1))
            #expect(outcome.exitCode == 3 && outcome.failedRank == 0)
            #expect(.now - start < .seconds(8))
            Thread.sleep(forTimeInterval: 0.1)
            for rank in 0..<3 {
                let text = try String(contentsOf: directory.appending(path: "\(rank)"), encoding: .utf8)
                let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
                #expect(kill(child, 0) == -1 || isZombie(child))
            }
        }
    }

    @Test func aSignalThatEndsARankIsNamed() throws {
        let outcome = try Self.launch("[ $RANK = 2 ] && kill -9 $$; sleep 600")
        #expect(outcome.exitCode == 137 && outcome.failedRank == 2)
        #expect(outcome.reason?.contains("signal 9") == true && outcome.reason?.contains("memory") == true)
    }

    @Test func onlyTheLastLinesAreKept() throws {
        let outcome = try Self.launch(
            "[ $RANK = 1 ] && { i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1; }; exit 0",
            processes: 2)
        let lines = outcome.reason?.split(separator: "\n") ?? []
        #expect(lines.count == 21 && lines.last == "line 19999")
    }

    @Test func whatTheUserSendsGoesToAll() throws {
        try withTemporaryDirectory { directory in
            let files = directory.path
            @Sendable func all(_ name: String) -> Bool {
                (0..<2).allSatisfy { FileManager.default.fileExists(atPath: "\(files)/\(name)\($0)") }
            }
            // A shell that started this in the background had SIGINT ignored.
            let before = signal(SIGINT, SIG_DFL)
            defer { signal(SIGINT, before) }
            let sender = Thread {
                while !all("ready") { Thread.sleep(forTimeInterval: 0.02) }
                kill(getpid(), SIGINT)
                // With the directory all is over.
                @Sendable func areStuck() -> Bool { !all("saved") && all("ready") }
                let end = ContinuousClock.now + .seconds(60)
                while areStuck(), .now < end { Thread.sleep(forTimeInterval: 0.02) }
                // They would go on for ever. A second signal ends them, so that the test can fail.
                if areStuck() { kill(getpid(), SIGTERM) }
            }
            sender.start()
            // Both save before they end; one is slower and ends well.
            let outcome = try Self.launch(
                """
                trap 'sleep $RANK; touch \(files)/saved$RANK; exit $((130 * (1 - RANK)))' INT
                touch \(files)/ready$RANK; while true; do sleep 0.1; done
                """, processes: 2)
            for rank in 0..<2 { #expect(FileManager.default.fileExists(atPath: "\(files)/saved\(rank)")) }
            #expect(outcome.exitCode == 130 && outcome.failedRank == 0)
        }
    }

    @Test func whatCannotStartLeavesNothing() {
        let launcher = Launcher(processes: 2, executable: "/nowhere/at/all", arguments: [])
        let error = #expect(throws: DistributedError.self) { try launcher.run() }
        #expect(error?.description == "rank 0 could not be started: No such file or directory")
        var nested = launcher
        nested.environment = ["RANK": "1", "WORLD_SIZE": "2"]
        #expect(throws: DistributedError.self) { try nested.run() }
    }

    @Test func theFlagIsTakenOut() {
        let flags = ["--num-gpus", "--num-processes"]
        let arguments = ["finetune", "--num-gpus", "2", "--data", "x", "--num-processes=4", "--", "--num-gpus", "1"]
        #expect(
            Launcher.arguments(arguments, without: flags) == ["finetune", "--data", "x", "--", "--num-gpus", "1"])
    }

    private func isZombie(_ process: pid_t) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return status.contains(") Z ")
    }
}
