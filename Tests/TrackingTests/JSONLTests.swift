import Foundation
import TestSupport
import Testing
import Tracking

@Suite struct JSONLTests {
    private static func lines(_ file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static func write(_ steps: some Sequence<Int>, to file: URL, resumingAt step: Int? = nil) throws {
        let tracker = try JSONLTracker(file: file, resumingAt: step)
        for step in steps { try tracker.log([("train/loss", 1 / Double(step)), ("train/grad_norm", 2)], step: step) }
    }

    private static func steps(_ file: URL) throws -> [Int] { try TrainingLog(file).series["train/loss"]?.steps ?? [] }

    @Test func everyLineIsAnObjectAndDoublesComeBackExactly() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "new/log.jsonl")
            let values: [Double] = [
                0.1, 1e-300, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1 / 3, 0, 1e-5, 123_456_789_012,
            ]
            let tracker = try JSONLTracker(file: file, resumingAt: nil)
            for (index, value) in values.enumerated() { try tracker.log([("train/loss", value)], step: index) }
            try tracker.finish(exitCode: 0)
            for line in try Self.lines(file) {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Double]
                #expect(abs((object?["time"] ?? 0) - Date().timeIntervalSince1970) < 60)
            }
            #expect(try TrainingLog(file).series["train/loss"]?.values == values)
        }
    }

    @Test func whatIsNotFiniteIsNullAndAWord() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "log.jsonl")
            let tracker = try JSONLTracker(file: file, resumingAt: nil)
            try tracker.log([("a", .nan), ("b", .infinity), ("c", -.infinity), ("quote\"\\\n", 1)], step: 7)
            let line = try #require(try Self.lines(file).first)
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["a"] is NSNull && object?["b_nonfinite"] as? String == "inf")
            let log = try TrainingLog(file)
            #expect(log.series["a"]?.values.first?.isNaN == true)
            #expect(log.series["b"]?.values == [.infinity] && log.series["c"]?.values == [-.infinity])
            #expect(Set(log.series.keys) == ["a", "b", "c", "quote\"\\\n"])
        }
    }

    @Test func aResumedRunDropsWhatCameAfterItsCheckpoint() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "log.jsonl")
            try Self.write(1...13, to: file)
            let before = try Self.lines(file)
            // As a kill in the middle of a write leaves it.
            let handle = try FileHandle(forWritingTo: file)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(#"{"step":14,"time":1795648033.4,"train/lo"#.utf8))
            try handle.close()
            #expect(try Self.steps(file) == Array(1...13))
            try Self.write(11...12, to: file, resumingAt: 10)
            #expect(try Self.steps(file) == Array(1...12))
            #expect(try Self.lines(file).prefix(10) == before.prefix(10))
            try Self.write([], to: file, resumingAt: 100)
            #expect(try Self.steps(file) == Array(1...12))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["log.jsonl"])
        }
    }

    @Test func aTornLineNeverGetsAnother() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "log.jsonl")
            try Data("{\"step\":1,\"train/loss\":1}\n{\"step\":2,\"tra".utf8).write(to: file)
            try Self.write([2, 3], to: file, resumingAt: 1)
            #expect(try Self.steps(file) == [1, 2, 3])
        }
    }

    @Test func anEarlierRunIsKept() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "log.jsonl")
            for last in 1...3 { try Self.write(1...last, to: file) }
            #expect(try Self.steps(file) == [1, 2, 3])
            #expect(try Self.steps(directory.appending(path: "log.1.jsonl")) == [1])
            #expect(try Self.steps(directory.appending(path: "log.2.jsonl")) == [1, 2])
        }
    }

    @Test(arguments: [
        "not json", "[1]", "{\"time\":1}", "{\"step\":\"one\"}", "{\"step\":1.5}", "{\"step\":1",
    ])
    func aDamagedLineIsNamed(_ damage: String) throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "log.jsonl")
            try Data("{\"step\":1,\"a\":1}\n\n\(damage)\n{\"step\":2,\"a\":1}\n".utf8).write(to: file)
            let error = #expect(throws: TrackingError.self) { try TrainingLog(file) }
            #expect("\(error, default: "none")".contains("\(file.path), line 3: "))
            let content = try Data(contentsOf: file)
            #expect(throws: TrackingError.self) { try JSONLTracker(file: file, resumingAt: 1) }
            #expect(try Data(contentsOf: file) == content)
        }
    }

    @Test func aFullDiskIsAnErrorWithItsReason() throws {
        let tracker = try JSONLTracker(file: URL(filePath: "/dev/full"), resumingAt: nil)
        let error = #expect(throws: TrackingError.self) { try tracker.log([("a", 1)], step: 1) }
        #expect("\(error, default: "none")".contains("/dev/full cannot be written (No space left on device)"))
    }
}
