import Foundation
import TestSupport
import Testing
import Tracking

@Suite struct WandBTests {
    private static let run = WandBRun(
        id: "abc123", project: "robots", name: "first", entity: "team", config: [("lr", "0.001"), ("arms", "[1,2]")])

    private static func records(_ tracker: WandBTracker, id: String = "abc123") throws -> [ProtobufReading] {
        try records(tracker.runDirectory.appending(path: "run-\(id).wandb"))
    }

    private static func records(_ file: URL) throws -> [ProtobufReading] {
        try RecordReading.wandbRecords(file).records.map(ProtobufReading.init)
    }

    private static func steps(_ tracker: WandBTracker) throws -> [Int] {
        try records(tracker).compactMap { try $0.message(2, 2)?.integer(1) }
    }

    private static func items(_ message: ProtobufReading?) throws -> [String: String] {
        let pairs = try message?.messages(1).map { ($0.text(2) ?? "", $0.text(16) ?? "") } ?? []
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func aRunIsHeaderRunRowsAndExit() throws {
        try withTemporaryDirectory { directory in
            let tracker = try WandBTracker(directory: directory, run: Self.run, resumingAt: nil)
            try tracker.log([("train/loss", 0.5), ("eval/loss", 9)], step: 10)
            try tracker.log([("eval/loss", .nan)], step: 10)
            try tracker.log([("train/loss", -.infinity)], step: 20)
            try tracker.finish(exitCode: 3)
            let records = try Self.records(tracker)
            #expect(records.map { $0.integer(1) } == Array(1...7))
            #expect(records.map { $0.numbers.subtracting([1]) } == [[21], [17], [2], [3], [2], [3], [18]])
            let run = try #require(try records[1].message(17))
            #expect([1, 2, 3, 8].map { run.text($0) } == ["abc123", "team", "robots", "first"])
            #expect(run.integer(24) == 1)
            let config = try run.message(4)?.messages(1) ?? []
            #expect(config.map { $0.text(1) } == ["lr", "arms"] && config.map { $0.text(16) } == ["0.001", "[1,2]"])
            let row = try Self.items(records[2].message(2))
            #expect(row["train/loss"] == "0.5" && row["eval/loss"] == "NaN" && row["_step"] == "10")
            #expect(try Self.items(records[3].message(3)) == row)
            #expect(try Self.items(records[4].message(2))["train/loss"] == "-Infinity")
            #expect(try records[6].message(18)?.integer(1) == 3)
        }
    }

    /// Records of every length around the ends of blocks, and one over several blocks.
    @Test func recordsCrossBlocks() throws {
        try withTemporaryDirectory { directory in
            let long = String(repeating: "x", count: 100_000)
            let run = WandBRun(id: "long", project: "p", name: "n", config: [("text", "\"\(long)\"")])
            let tracker = try WandBTracker(directory: directory, run: run, resumingAt: nil)
            for step in 0..<700 {
                try tracker.log([(String(repeating: "n", count: 1 + step % 97), Double(step))], step: step)
            }
            try tracker.finish(exitCode: 0)
            let file = tracker.runDirectory.appending(path: "run-long.wandb")
            let (records, kinds) = try RecordReading.wandbRecords(file)
            #expect(kinds == [1, 2, 3, 4] && records.count == 2 + 2 * 700 + 1)
            let messages = try records.map(ProtobufReading.init)
            #expect(messages.map { $0.integer(1) } == Array(1...records.count))
            #expect(try messages[1].message(17, 4, 1)?.text(16)?.count == 100_002)
        }
    }

    @Test func aResumedRunKeepsItsIdAndCutsRowsOfLaterSteps() throws {
        try withTemporaryDirectory { directory in
            let first = try WandBTracker(directory: directory, run: Self.run, resumingAt: nil)
            // Killed: no end, and the row of step 1300 not yet written.
            for step in stride(from: 10, through: 1300, by: 10) { try first.log([("train/loss", 1)], step: step) }
            #expect(try Self.steps(first).count == 129)
            let run = try #require(try WandBRun.fromEnvironment([:], directory: directory, resuming: true))
            #expect(run.id == "abc123")
            let second = try WandBTracker(directory: directory, run: run, resumingAt: 1000)
            try second.log([("train/loss", 1)], step: 1010)
            #expect(second.runDirectory.lastPathComponent > first.runDirectory.lastPathComponent)
            #expect(try Self.steps(first) == Array(stride(from: 10, through: 1000, by: 10)))
            let third = try WandBTracker(directory: directory, run: run, resumingAt: 500)
            #expect(try Self.steps(first).last == 500)
            #expect(try Self.records(third).count == 2)
            let other = try WandBTracker(
                directory: directory, run: WandBRun(id: "other", project: "p", name: "n"), resumingAt: 0)
            #expect(try Self.steps(first).last == 500 && Self.records(other, id: "other").count == 2)
        }
    }

    @Test func damageStopsTheCuttingWithoutHarm() throws {
        try withTemporaryDirectory { directory in
            let first = try WandBTracker(directory: directory, run: Self.run, resumingAt: nil)
            for step in 1...200 { try first.log([("train/loss", 1)], step: step) }
            let file = first.runDirectory.appending(path: "run-abc123.wandb")
            for damage in [Data([1, 2, 3]), Data(count: 40_000), Data(":W&B".utf8), Data()] {
                try damage.write(to: file)
                _ = try WandBTracker(directory: directory, run: Self.run, resumingAt: 1)
                #expect(try Data(contentsOf: file) == damage)
            }
        }
    }

    /// Ends an online run where `wandb` is the shell script `program`, or is not there at all.
    private static func finishOnline(in output: URL, program: String?) throws -> WandBTracker {
        var run = Self.run
        run.mode = .online
        let programs = output.appending(path: "bin")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        if let program {
            let file = programs.appending(path: "wandb")
            try Data("#!/bin/sh\n\(program)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let tracker = try WandBTracker(directory: output, run: run, resumingAt: nil)
        tracker.searchPath = programs.path
        try tracker.finish(exitCode: 0)
        return tracker
    }

    @Test func anOnlineRunIsSentWithAllItsParts() throws {
        try withTemporaryDirectory { output in
            let earlier = try WandBTracker(directory: output, run: Self.run, resumingAt: nil)
            let tracker = try Self.finishOnline(in: output, program: "echo \"$@\"; cat")
            let said = try String(contentsOf: output.appending(path: "wandb/sync.log"), encoding: .utf8)
            #expect(said == "sync \(earlier.runDirectory.path) \(tracker.runDirectory.path)\n")
        }
    }

    @Test(arguments: [(nil, "pip install wandb"), ("echo no; exit 3", "wandb ended with 3; see /")])
    func whatIsNotSentCanBeSentByHand(_ program: String?, _ reason: String) throws {
        try withTemporaryDirectory { directory in
            let output = directory.appending(path: "it's here")
            let error = #expect(throws: TrackingError.self) { try Self.finishOnline(in: output, program: program) }
            let message = error.map(\.description) ?? "none"
            let place = "\(output.path)/wandb/offline-run-".replacingOccurrences(of: "'", with: "'\\''")
            for text in [reason, "by hand:  wandb sync '\(place)"] {
                #expect(message.contains(text), "\(message)")
            }
            // What there is to send is whole.
            let wandb = output.appending(path: "wandb")
            let name = try FileManager.default.contentsOfDirectory(atPath: wandb.path).first { $0.hasPrefix("offline") }
            let file = wandb.appending(path: try #require(name)).appending(path: "run-abc123.wandb")
            #expect(try Self.records(file).last?.numbers == [1, 18])
        }
    }

    @Test func theEnvironmentIsRespected() throws {
        let directory = URL(filePath: "/no/such/place/so100")
        func run(_ environment: [String: String]) throws -> WandBRun? {
            try WandBRun.fromEnvironment(environment, directory: directory, resuming: true, config: [("a", "1")])
        }
        let plain = try #require(try run([:]))
        #expect((plain.project, plain.name, plain.mode) == ("gr00t", "so100", .online))
        #expect(plain.id.count == 8 && plain.entity == nil && plain.config.count == 1)
        let set = try #require(
            try run([
                "WANDB_PROJECT": "p", "WANDB_ENTITY": "e", "WANDB_NAME": "n", "WANDB_RUN_ID": "i",
                "WANDB_MODE": "offline",
            ]))
        #expect([set.project, set.entity, set.name, set.id] == ["p", "e", "n", "i"] && set.mode == .offline)
        #expect(try run(["WANDB_MODE": "disabled"]) == nil)
        #expect(throws: TrackingError.badMode("sometimes")) { try run(["WANDB_MODE": "sometimes"]) }
        #expect(throws: TrackingError.badRunID("../up")) { try run(["WANDB_RUN_ID": "../up"]) }
    }
}
