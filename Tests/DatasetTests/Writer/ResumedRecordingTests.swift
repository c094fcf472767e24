import Dataset
import Foundation
import Media
import TestSupport
import Testing

/// Going on with a dataset, also one whose recorder was killed.
@Suite struct ResumedRecordingTests {
    typealias Fixture = RecordingFixture

    @Test func appends() throws {
        try withTemporaryDirectory { root in
            try Fixture.record(steps: 3, to: EpisodeWriter(root: root, description: Fixture.description), task: "a")
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            #expect((writer.episodeCount, writer.frameCount) == (1, 3))
            try Fixture.record(steps: 2, to: writer, task: "b")
            #expect(try Fixture.lines("meta/episodes.jsonl", in: root).count == 2)
            #expect(try Fixture.lines("meta/tasks.jsonl", in: root).last == #"{"task_index": 1, "task": "b"}"#)
            #expect(try Fixture.lines("meta/episodes_stats.jsonl", in: root).count == 2)
            let info = try Fixture.text("meta/info.json", in: root)
            for line in [#""total_episodes": 2"#, #""total_frames": 5"#, #""train": "0:2""#, #""total_videos": 4"#] {
                #expect(info.contains(line))
            }
        }
    }

    /// Whichever of the files of episode 1 already had their names when the recorder was killed: what is listed is readable,
    /// and recording again gives the same dataset as if nothing had happened.
    @Test func aKillAtAnyMomentIsForgotten() throws {
        try withTemporaryDirectory { directory in
            let whole = directory.appending(path: "whole")
            try Fixture.record(steps: 3, to: EpisodeWriter(root: whole, description: Fixture.description), task: "a")
            let before = directory.appending(path: "before")
            try FileManager.default.copyItem(at: whole, to: before)
            try Fixture.record(steps: 4, to: EpisodeWriter(root: whole, description: Fixture.description), task: "b")
            let order = [
                "videos/chunk-000/observation.images.front/episode_000001.mp4",
                "videos/chunk-000/observation.images.wrist/episode_000001.mp4", "meta/tasks.jsonl",
                "meta/episodes_stats.jsonl", "data/chunk-000/episode_000001.parquet", "meta/episodes.jsonl",
                "meta/info.json",
            ]
            for placed in 0...order.count {
                let killed = directory.appending(path: "killed-\(placed)")
                try FileManager.default.copyItem(at: before, to: killed)
                let staging = killed.appending(path: ".recording")
                try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
                try Data("half".utf8).write(to: staging.appending(path: "info.json"))
                for path in order.prefix(placed) {
                    try Data(contentsOf: whole.appending(path: path)).write(to: killed.appending(path: path))
                }
                let listed = placed > 5
                let writer = try EpisodeWriter(root: killed, description: Fixture.description)
                #expect(writer.episodeCount == (listed ? 2 : 1))
                #expect(
                    FileManager.default.fileExists(
                        atPath: killed.appending(path: "data/chunk-000/episode_000001.parquet").path) == listed)
                if !listed { try Fixture.record(steps: 4, to: writer, task: "b") }
                for path in order where !path.hasSuffix(".mp4") {
                    let (left, right) = (killed.appending(path: path), whole.appending(path: path))
                    #expect(try Data(contentsOf: left) == Data(contentsOf: right), "\(path) after \(placed) files")
                }
            }
        }
    }

    @Test func anotherDescriptionIsRefused() throws {
        try withTemporaryDirectory { root in
            _ = try EpisodeWriter(root: root, description: Fixture.description)
            var other = Fixture.description
            other.framesPerSecond = 30
            other.state[0] = .init("arm", width: 3)
            #expect(
                throws: RecordingError.otherDataset(
                    path: root.path, differences: ["fps", "feature observation.state", "meta/modality.json"])
            ) { try EpisodeWriter(root: root, description: other) }
            #expect(throws: RecordingError.self) {
                try EpisodeWriter(root: root, description: Fixture.description, codec: .av1)
            }
        }
    }

    @Test func aSecondRecorderIsRefused() throws {
        try withTemporaryDirectory { root in
            let first = try EpisodeWriter(root: root, description: Fixture.description)
            #expect(throws: RecordingError.alreadyRecording(path: root.path)) {
                try EpisodeWriter(root: root, description: Fixture.description)
            }
            try Fixture.record(steps: 1, to: first)
        }
    }

    @Test func aDirectoryOfSomethingElseIsRefused() throws {
        try withTemporaryDirectory { root in
            let data = root.appending(path: "data")
            try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
            #expect(throws: RecordingError.notADataset(path: root.path)) {
                try EpisodeWriter(root: root, description: Fixture.description)
            }
        }
    }

    @Test(arguments: [
        ("meta/episodes.jsonl", "{"), ("meta/episodes.jsonl", #"{"episode_index": -1, "length": 1}"#),
        ("meta/episodes.jsonl", #"{"episode_index": 9223372036854775807, "length": 1}"#),
        ("meta/episodes.jsonl", #"{"episode_index": 0, "length": 9223372036854775807}"#),
        ("meta/tasks.jsonl", #"{"task_index": 7, "task": "x"}"#), ("meta/info.json", "[]"), ("meta/info.json", ""),
    ])
    func damagedMetadataIsAnError(path: String, text: String) throws {
        try withTemporaryDirectory { root in
            try Fixture.record(steps: 1, to: EpisodeWriter(root: root, description: Fixture.description))
            let file = root.appending(path: path)
            try Data(text.utf8).write(to: file)
            let error = #expect(throws: RecordingError.self) {
                try EpisodeWriter(root: root, description: Fixture.description)
            }
            #expect(error?.description.contains(file.path) == true)
        }
    }
}
