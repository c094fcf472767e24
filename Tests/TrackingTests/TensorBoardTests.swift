import Foundation
import TestSupport
import Testing
import Tracking

@Suite struct TensorBoardTests {
    private static func files(_ directory: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            .map { directory.appending(path: $0) }
    }

    private static func events(_ file: URL) throws -> [ProtobufReading] {
        try RecordReading.tfRecords(file).map(ProtobufReading.init)
    }

    @Test func scalarsAreEventsWithTagsAndSteps() throws {
        try withTemporaryDirectory { directory in
            let tracker = try TensorBoardTracker(directory: directory, resumingAt: nil)
            try tracker.log([("train/loss", 0.5), ("train/grad_norm", .nan)], step: 3)
            try tracker.log([], step: 4)
            try tracker.log([("train/loss", 1e300)], step: 1_000_000_007)
            try tracker.finish(exitCode: 0)
            let events = try Self.events(try #require(try Self.files(directory).first))
            #expect(events.count == 4)
            #expect(events.allSatisfy { abs(($0.double(1) ?? 0) - Date().timeIntervalSince1970) < 60 })
            #expect(events[0].text(3) == "brain.Event:2")
            #expect(try events[1].message(7)?.integer(1) == 1 && events[1].integer(2) == 0)
            let values = try events[2].message(5)?.messages(1) ?? []
            #expect(events[2].integer(2) == 3 && values.map { $0.text(1) } == ["train/loss", "train/grad_norm"])
            #expect(values.first?.float(2) == 0.5 && values.last?.float(2)?.isNaN == true)
            #expect(try events[3].integer(2) == 1_000_000_007 && events[3].message(5, 1)?.float(2) == .infinity)
        }
    }

    @Test func aResumedRunPurgesFromItsFirstStepOn() throws {
        try withTemporaryDirectory { directory in
            // In one second: the names must order the files all the same.
            for step in [nil, 100, 200] { _ = try TensorBoardTracker(directory: directory, resumingAt: step) }
            let starts = try Self.files(directory).map { try Self.events($0)[1] }
            #expect(starts.map { $0.integer(2) } == [0, 101, 201])
            #expect(try starts.allSatisfy { try $0.message(7)?.integer(1) == 1 })
        }
    }

    @Test func aDirectoryThatCannotBeIsAnError() {
        #expect(throws: TrackingError.self) {
            try TensorBoardTracker(directory: URL(filePath: "/dev/null/runs"), resumingAt: nil)
        }
    }
}
