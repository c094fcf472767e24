import Dataset
import Embodiment
import Foundation
import Simulation
import TestSupport
import Testing

@Suite struct DemonstrationRecorderTests {
    private func options(_ episodes: Int, workers: Int = 2) -> RecordingOptions {
        RecordingOptions(episodes: episodes, seed: 20, workers: workers, imageSize: 32)
    }

    @Test func aBrokenOffRecordingHasTheSameFilesAsAWholeOne() async throws {
        try await withTemporaryDirectory { directory in
            let (whole, resumed) = (directory.appending(path: "whole"), directory.appending(path: "resumed"))
            let all = try await DemonstrationRecorder(whole, options: options(5, workers: 3)).record()
            #expect(all.episodes == 5 && all.recorded == 5 && all.frames > 50)
            try await DemonstrationRecorder(resumed, options: options(2, workers: 1)).record()
            // What a recorder leaves that is killed while it adds the third: a line about an episode that is not there.
            let log = resumed.appending(path: "meta/simulation.jsonl")
            let lines = try String(contentsOf: whole.appending(path: "meta/simulation.jsonl"), encoding: .utf8)
            let ahead = lines.split(separator: "\n").prefix { !$0.contains("\"episode\":3,") }
            try Data((ahead.joined(separator: "\n") + "\n").utf8).write(to: log)
            let rest = try await DemonstrationRecorder(resumed, options: options(5, workers: 1)).record()
            #expect(rest.resumed == 2 && rest.recorded == 3 && rest.dropped == all.dropped)
            let paths = files(in: whole)
            #expect(paths == files(in: resumed) && paths.count == 3 * 5 + 7)
            // The videos of one recorder are the same too; with encoders of other tests at work beside it, x264's are not always.
            for path in paths where !path.hasSuffix(".mp4") {
                let (one, other) = (whole.appending(path: path), resumed.appending(path: path))
                #expect(try Data(contentsOf: one) == Data(contentsOf: other), "\(path)")
            }
        }
    }

    @Test func whatIsCompleteIsLeftAlone() async throws {
        try await withTemporaryDirectory { directory in
            try await DemonstrationRecorder(directory, options: options(1)).record()
            let before = try contents(of: directory)
            let again = try await DemonstrationRecorder(directory, options: options(1)).record()
            #expect(again.recorded == 0 && again.episodes == 1)
            var other = options(1)
            other.seed = 21
            other.tasks = [.push]
            let error = await #expect(throws: EpisodeError.self) {
                try await DemonstrationRecorder(directory, options: other).record()
            }
            #expect(
                error
                    == .otherRecording(
                        path: directory.path,
                        differences: ["tasks pick,bowl,push there and push here", "seed 20 there and 21 here"]))
            #expect(try contents(of: directory) == before)
        }
    }

    @Test func aStrangersDatasetIsNotTouched() async throws {
        try await withTemporaryDirectory { directory in
            _ = try ReachDemonstration.record(to: directory, episodes: 1, steps: 3)
            let before = try contents(of: directory)
            let error = await #expect(throws: EpisodeError.self) {
                try await DemonstrationRecorder(directory, options: options(1)).record()
            }
            #expect(error == .notARecording(path: directory.path))
            #expect(try contents(of: directory) == before)
        }
    }

    @Test func demonstrationsAreWhatAPolicyLearnsFrom() async throws {
        try await withTemporaryDirectory { directory in
            var options = options(3)
            options.noise = [0.05]
            try await DemonstrationRecorder(directory, options: options).record()
            let dataset = try LeRobotDataset(directory)
            #expect(dataset.episodes.count == 3)
            for (index, kind) in TaskKind.allCases.enumerated() {
                let sample = try dataset.step(episode: index, row: 0)
                #expect(Set(sample.observation.video.keys) == ["front", "wrist"])
                #expect(sample.observation.video["wrist"]?.first?.width == 32)
                let spec = EpisodeSpec(kind, seed: 20 + index)
                #expect(sample.observation.annotation["human.task_description"] == [spec.instruction.text])
                let start = try #require(sample.observation.state["single_arm"])
                for (stored, wanted) in zip(start.values, spec.layout.start.arm) {
                    #expect(abs(stored - wanted) < 0.01)
                }
                // The label is the expert's clean command for the state that was recorded, also where noise was carried out.
                let length = try #require(dataset.episodes.first { $0.index == index }?.length)
                let first = try #require(sample.action["single_arm"])
                for (old, new) in zip(start.values, first.row(0)) { #expect(abs(new - old) < 20.1) }
                let action = try dataset.series(ModalityKey(.action, "single_arm"), episode: index)
                #expect(action.rows == length && length > 12)
            }
        }
    }

    @Test func optionsAreChecked() {
        func refused(_ change: (inout RecordingOptions) -> Void) {
            var options = options(2)
            change(&options)
            #expect(throws: EpisodeError.self) {
                try DemonstrationRecorder(URL(filePath: "nowhere"), options: options)
            }
        }
        refused { $0.episodes = 0 }
        refused { $0.tasks = [] }
        refused { $0.tasks = [.pick, .pick] }
        refused { $0.workers = 0 }
        refused { $0.noise = [] }
        refused { $0.noise = [.nan] }
        refused { $0.imageSize = 95 }
        refused { $0.seed = 999_999 }
        refused { $0.seed = -1 }
    }

    @Test func seedsThatAreUsedUpAreAnError() async throws {
        try await withTemporaryDirectory { directory in
            var options = RecordingOptions(
                tasks: [.pick], episodes: 1, seed: EpisodeSeeds.evaluationStart - 2, imageSize: 32)
            try await DemonstrationRecorder(directory, options: options).record()
            // The last seed was tried too, and failed.
            let log = directory.appending(path: "meta/simulation.jsonl")
            let tried = try String(contentsOf: log, encoding: .utf8)
            let failed = tried.replacing("\"episode\":0,", with: "").replacing(":999998", with: ":999999")
                .replacing("\"success\":true", with: "\"success\":false,\"failure\":\"slipped\"")
            try Data((tried + failed).utf8).write(to: log)
            options.episodes = 2
            let more = options
            let error = await #expect(throws: EpisodeError.self) {
                try await DemonstrationRecorder(directory, options: more).record { progress in
                    #expect(progress.dropped == [DroppedAttempt(seed: 999_999, task: .pick, cause: .slipped)])
                }
            }
            #expect(error == .outOfSeeds(episodes: 1))
        }
    }

    @Test func cancellingKeepsWhatIsFinished() async throws {
        try await withTemporaryDirectory { directory in
            let options = options(50)
            let task = Task {
                try await DemonstrationRecorder(directory, options: options).record { progress in
                    if progress.recorded == 1 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            let dataset = try LeRobotDataset(directory)
            #expect(dataset.episodes.count == 1)
        }
    }

    private func files(in root: URL) -> Set<String> {
        let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return Set(
            all.filter { path in
                (try? root.appending(path: path).resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            })
    }

    private func contents(of root: URL) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for path in files(in: root) { contents[path] = try Data(contentsOf: root.appending(path: path)) }
        return contents
    }
}
