import Foundation
import TestSupport
import Testing
import Tracking

@Suite struct TrackerGroupTests {
    /// Fails from a step on, or at the end.
    private final class Brittle: Tracker {
        struct Broken: Error {}
        let last: Int
        private(set) var steps: [Int] = []
        private(set) var exitCodes: [Int] = []

        init(failsAfter last: Int) { self.last = last }

        func log(_ values: [(name: String, value: Double)], step: Int) throws {
            if step > last { throw Broken() }
            steps.append(step)
        }

        func finish(exitCode: Int) throws {
            exitCodes.append(exitCode)
            throw Broken()
        }
    }

    private final class Warnings { var texts: [String] = [] }

    @Test func whatFailsIsReportedOnceAndDropped() {
        let warnings = Warnings()
        let (short, long) = (Brittle(failsAfter: 2), Brittle(failsAfter: 100))
        let group = TrackerGroup([("short", short), ("long", long)]) { warnings.texts.append($0) }
        for step in 1...5 { group.log([("a", 1)], step: step) }
        #expect(short.steps == [1, 2] && long.steps == [1, 2, 3, 4, 5] && group.names == ["long"])
        #expect(warnings.texts == ["short: Broken(); it gets no more numbers of this run"])
        group.finish(exitCode: 1)
        #expect(short.exitCodes.isEmpty && long.exitCodes == [1])
        #expect(warnings.texts.count == 2)
    }

    @Test func theLogIsAlwaysThere() throws {
        try withTemporaryDirectory { directory in
            let warnings = Warnings()
            func names(_ kinds: [TrackerKind], _ run: WandBRun?) -> [String] {
                TrackerGroup.open(directory: directory, kinds: kinds, run: run, resumingAt: nil) {
                    warnings.texts.append($0)
                }.names
            }
            let run = WandBRun(id: "r", project: "p", name: "n")
            #expect(names([], run) == ["log.jsonl"])
            #expect(names([.tensorboard, .wandb], run) == ["log.jsonl", "tensorboard", "wandb"])
            #expect(names([.wandb], nil) == ["log.jsonl"])
            #expect(warnings.texts.isEmpty)
            // A file stands where a directory should be.
            try FileManager.default.removeItem(at: directory.appending(path: "tensorboard"))
            try Data().write(to: directory.appending(path: "tensorboard"))
            #expect(names([.all], run) == ["log.jsonl", "wandb"])
            #expect(warnings.texts.count == 1 && warnings.texts[0].hasPrefix("tensorboard: "))
        }
    }

    @Test(arguments: [
        (["wandb"], [TrackerKind.wandb]), (["tensorboard", "wandb"], [.tensorboard, .wandb]),
        (["wandb,tensorboard,wandb"], [.wandb, .tensorboard]), (["All"], [.tensorboard, .wandb]), (["none"], []),
        ([], []),
    ])
    func kindsAreParsed(_ values: [String], _ expected: [TrackerKind]) throws {
        #expect(try TrackerKind.parse(values) == expected)
    }

    @Test func kindsThatAreNotAreNamed() {
        #expect(throws: TrackingError.unknownKind("mlflow")) { try TrackerKind.parse(["mlflow"]) }
        #expect(throws: TrackingError.contradictoryKinds(["none", "wandb"])) {
            try TrackerKind.parse(["none", "wandb"])
        }
        #expect("\(TrackingError.unknownKind("azure_ml"))".contains("use tensorboard or wandb"))
        #expect("\(TrackingError.unknownKind("x"))".contains("tensorboard, wandb, all, none"))
    }
}
