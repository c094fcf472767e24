import Dataset
import Foundation
import Media
import Testing

@Suite struct DataCommandTests {
    @Test func inspectShowsWhatIsThere() throws {
        let outcome = try Program.run("data", "inspect", Recording.dataset.path)
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
        for text in [
            "LeRobot v2.1", "so100", "2, 24 steps at 30 per second", "state.single_arm  0 ..< 5", "█████·", "·····█",
            "video.webcam", "h264", "as many frames as rows", "Fitting: so100",
            "--data-config so100 --embodiment-tag new_embodiment",
        ] { #expect(outcome.output.contains(text), "\(text) in\n\(outcome.output)") }
    }

    private struct Inspected: Decodable {
        let episodes, steps: Int
        let vectors: [Vector]
        let cameras: [Camera]
        let tasks: [Task]

        struct Vector: Decodable {
            let column: String
            let width: Int
            let uncovered, overlapping: [String]
        }
        struct Camera: Decodable {
            let key: String
            let frames, keyFrames: Int
            let problems: [String]
        }
        struct Task: Decodable { let episodes: Int }
    }

    private static func inspect(_ root: URL) throws -> Inspected {
        let outcome = try Program.run("data", "inspect", root.path, "--json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Inspected.self, from: Data(outcome.output.utf8))
    }

    @Test func inspectFindsGapsAndOverlaps() throws {
        try Recording.withCopy { root in
            try ModalityMap(
                state: ["a": VectorSlice(start: 0, end: 3), "b": VectorSlice(start: 2, end: 4)],
                action: ["a": VectorSlice(start: 0, end: 6)],
                video: ["webcam": Source(originalKey: "observation.images.webcam")], annotation: [:]
            ).write(dataset: root)
            let found = try Self.inspect(root)
            #expect((found.episodes, found.steps) == (2, 24))
            #expect(found.vectors.map(\.column) == ["observation.state", "action"])
            #expect(found.vectors.map(\.uncovered) == [["4 ..< 6"], []])
            #expect(found.vectors.map(\.overlapping) == [["2 ..< 3"], []])
            #expect(found.cameras.map(\.frames) == [12] && found.cameras.allSatisfy { $0.problems.isEmpty })
            #expect(found.tasks.reduce(0) { $0 + $1.episodes } == 2)
        }
    }

    /// A video that ends early is shown, not refused: inspection is how one finds out.
    @Test func inspectComparesVideosWithRows() throws {
        try Recording.withCopy { root in
            try Change.video { Array($0.prefix(7)) }(root)
            #expect(try Self.inspect(root).cameras[0].problems == ["\(Recording.video): 7 frames for 12 rows"])
        }
    }

    @Test func aPlainLeRobotDatasetIsGuessedAndFixed() throws {
        try Recording.withCopy { root in
            try Change.remove("meta/modality.json")(root)
            #expect(try Program.run("data", "inspect", root.path).output.contains("these names are guessed"))
            let before = try Self.contents(of: root)
            let fixed = try Program.run("data", "check", root.path, "--fix", "--data-config", "so100")
            #expect(fixed.code == 0, "\(fixed)")
            let after = try Self.contents(of: root)
            #expect(Set(after.keys).subtracting(before.keys) == ["meta/modality.json", "meta/stats_gr00t.json"])
            for (path, data) in before { #expect(after[path] == data, "\(path) was touched") }
            #expect(try ModalityMap(dataset: root, info: DatasetInfo(dataset: root)).state["gripper"]?.start == 5)
        }
    }

    @Test func checkWritesNothingByItself() throws {
        try Recording.withCopy { root in
            let before = try Self.contents(of: root)
            let outcome = try Program.run("data", "check", root.path)
            #expect(outcome.code == 0 && outcome.output.hasSuffix("Nothing wrong.\n"), "\(outcome)")
            #expect(try Self.contents(of: root) == before)
        }
    }

    @Test func checkNamesEveryMissingKeyOfAConfig() throws {
        let outcome = try Program.run("data", "check", Recording.dataset.path, "--data-config", "so100_dualcam")
        #expect(outcome.code == 2)
        for text in ["'video.front'", "'video.wrist'", "Use one of: video.webcam", "2 problems."] {
            #expect(outcome.output.contains(text), "\(text) in\n\(outcome.output)")
        }
    }

    @Test func statsSayWhereTheyComeFrom() throws {
        try Recording.withCopy { root in
            let first = try Program.run("data", "stats", root.path)
            #expect(first.output.contains("computed now and written to meta/stats_gr00t.json"), "\(first)")
            #expect(first.output.contains("constant"))
            #expect(try Program.run("data", "stats", root.path).output.contains("from meta/stats_gr00t.json"))
            try Change.statistics { $0["action"]?.mean[0] = 1 }(root)
            #expect(try Program.run("data", "stats", root.path).output.contains("from meta/stats.json"))
            let again = try Program.run("data", "stats", root.path, "--recompute")
            #expect(again.output.contains("The other commands still use meta/stats.json"), "\(again)")
        }
    }

    private struct Statistic: Decodable {
        let key: String
        let min, max, mean, normalizedMean: Double
    }

    @Test func statsNormaliseByMinAndMax() throws {
        try Recording.withCopy { root in
            struct Report: Decodable { let dimensions: [Statistic] }
            let outcome = try Program.run("data", "stats", root.path, "--json")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let rows = try decoder.decode(Report.self, from: Data(outcome.output.utf8)).dimensions
            #expect(
                rows.map(\.key)
                    == [5, 1, 5, 1].enumerated().flatMap { index, count in
                        Array(
                            repeating: ["state.single_arm", "state.gripper", "action.single_arm", "action.gripper"][
                                index], count: count)
                    })
            for row in rows where row.max > row.min {
                #expect(abs(row.normalizedMean - (2 * (row.mean - row.min) / (row.max - row.min) - 1)) < 1e-9)
            }
        }
    }

    @Test func aPrintedConfigCanBeUsed() throws {
        let printed = try Program.run("data", "config", "so100")
        let file = FileManager.default.temporaryDirectory.appending(path: "gr00t-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(printed.output.utf8).write(to: file)
        #expect(try Program.run("data", "config", file.path).output == printed.output)
        let check = try Program.run("data", "check", Recording.dataset.path, "--data-config", file.path)
        #expect(check.code == 0, "\(check)")
        let unknown = try Program.run("data", "config", "so101")
        #expect(unknown.code == 2 && unknown.errors.contains("agibot_genie1"), "\(unknown)")
    }

    @Test func allBuiltInConfigsAreListed() throws {
        struct Entry: Decodable { let name, robot: String; let state, action: [String] }
        let outcome = try Program.run("data", "config", "--json")
        let entries = try JSONDecoder().decode([Entry].self, from: Data(outcome.output.utf8))
        #expect(entries.count == 14)
        #expect(entries.allSatisfy { !$0.robot.isEmpty && !$0.state.isEmpty && !$0.action.isEmpty })
        let text = try Program.run("data", "config").output
        for entry in entries { #expect(text.contains("\n\(entry.name) ")) }
    }

    @Test func plotDrawsOneEpisode() throws {
        try Recording.withCopy { root in
            let file = root.appending(path: "plot.png")
            let outcome = try Program.run(
                "data", "plot", root.path, "--episode", "1", "--keys", "gripper", "--output", file.path)
            #expect(outcome.code == 0 && outcome.output.contains("episode 1, gripper"), "\(outcome)")
            #expect(try ImageFile.read(file).width > 800)
            let unknown = try Program.run("data", "plot", root.path, "--keys", "leg", "--output", file.path)
            #expect(unknown.code == 2 && unknown.errors.contains("single_arm, gripper"), "\(unknown)")
            #expect(try Program.run("data", "plot", root.path, "--episode", "9").code == 2)
        }
    }

    @Test func benchCountsEveryPass() throws {
        struct Report: Decodable {
            let dataConfig: String
            let passes: [Pass]
            struct Pass: Decodable { let samples: Int }
        }
        try Recording.withCopy { root in
            let outcome = try Program.run("data", "bench", root.path, "--samples", "20", "--json")
            #expect(outcome.code == 0, "\(outcome)")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let report = try decoder.decode(Report.self, from: Data(outcome.output.utf8))
            #expect(report.dataConfig == "so100" && report.passes.map(\.samples) == [20, 20, 20])
        }
    }

    @Test func benchTimesTheTrainingsLoader() throws {
        struct Report: Decodable {
            let steps, epochs, batchSize: Int
            let shuffle: String
            let waitShare, sampleProcessorSeconds, longestWaitAtEpochEnd: Double
        }
        try Recording.withCopy { root in
            let arguments = ["data", "bench", root.path, "--batch-size", "5", "--step-milliseconds", "1"]
            let outcome = try Program.run(arguments + ["--json"])
            #expect(outcome.code == 0, "\(outcome)")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let report = try decoder.decode(Report.self, from: Data(outcome.output.utf8))
            // 24 steps an epoch; batches span the epochs' ends.
            #expect((report.steps, report.epochs, report.batchSize) == (14, 3, 5))
            #expect(report.shuffle == "uniform" && (0...1).contains(report.waitShare))
            #expect(report.sampleProcessorSeconds > 0)
            #expect(try Program.run(arguments).output.contains("share of time spent waiting"))
        }
    }

    /// With no room for decoded pictures the damage is met by a loader's thread.
    @Test func benchNamesTheSampleThatCannotBeLoaded() throws {
        try Recording.withCopy { root in
            try Change.remove(Recording.video)(root)
            let outcome = try Program.run(
                "data", "bench", root.path, "--batch-size", "8", "--step-milliseconds", "0", "--frame-cache", "0")
            #expect(outcome.code == 2 && outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome)")
            for text in [root.path, "episode 1, row", "training sample", "does not exist"] {
                #expect(outcome.errors.contains(text), "\(outcome.errors)")
            }
        }
    }

    @Test(arguments: [("--batch-size", "0"), ("--step-milliseconds", "-1"), ("--epochs", "0"), ("--threads", "0")])
    func benchRefusesWhatMakesNoSense(option: String, value: String) throws {
        let outcome = try Program.run("data", "bench", Recording.dataset.path, "\(option)=\(value)")
        #expect(outcome.code == 2 && outcome.errors.contains(option), "\(outcome)")
    }

    private static func contents(of root: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            if let data = try? Data(contentsOf: root.appending(path: path)) { files[path] = data }
        }
        return files
    }
}
