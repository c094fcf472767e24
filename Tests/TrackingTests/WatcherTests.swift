import Foundation
import TestSupport
import Testing
import Tracking

/// The files, read by the programs that they are for.
@Suite struct WatcherTests {
    @Test(.enabled(if: WatcherPython.has("tensorboard"), "needs Python with tensorboard"))
    func tensorBoardShowsAResumedRunAsOneCurve() throws {
        try withTemporaryDirectory { directory in
            for (start, end, step) in [(1, 13, nil), (11, 17, 10), (16, 20, 15)] {
                let tracker = try TensorBoardTracker(directory: directory, resumingAt: step)
                for step in start...end { try tracker.log([("train/loss", Double(1000 * start + step))], step: step) }
            }
            let read = WatcherPython.run(
                """
                import json, sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1]).Reload().Scalars("train/loss")
                print(json.dumps([[e.step, e.value] for e in events]))
                """, arguments: [directory.path])
            let points = try JSONDecoder().decode([[Double]].self, from: Data((read.lines.last ?? "").utf8))
            #expect(points.map { $0[0] } == (1...20).map(Double.init), "\(read.lines)")
            #expect(points.map { $0[1] - $0[0] } == [Int](1...20).map { $0 <= 10 ? 1000 : $0 <= 15 ? 11000 : 16000 })
        }
    }

    @Test(.enabled(if: WatcherPython.has("wandb"), "needs Python with wandb"))
    func wandbParsesEveryRecord() throws {
        try withTemporaryDirectory { directory in
            let run = WandBRun(id: "abc", project: "p", name: "n", entity: "e", config: [("lr", "0.1")])
            let tracker = try WandBTracker(directory: directory, run: run, resumingAt: nil)
            try tracker.log([("train/loss", 0.5)], step: 10)
            try tracker.finish(exitCode: 1)
            let file = tracker.runDirectory.appending(path: "run-abc.wandb")
            let records = try RecordReading.wandbRecords(file).records
                .map { $0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
            let read = WatcherPython.run(
                """
                import json, sys
                from wandb.proto import wandb_internal_pb2 as pb
                records = [pb.Record.FromString(bytes.fromhex(text)) for text in sys.argv[1:]]
                run, row = records[1].run, {i.nested_key[0]: i.value_json for i in records[2].history.item}
                print(" ".join([r.WhichOneof("record_type") for r in records] + [run.run_id, run.entity, run.project,
                    run.display_name, run.config.update[0].key, str(run.resume), row["train/loss"], row["_step"],
                    str(records[2].history.step.num), str(records[4].exit.exit_code)]))
                """, arguments: records)
            let said = "header run history summary exit abc e p n lr True 0.5 10 10 1"
            #expect(read.lines.last == said, "\(read.lines)")
        }
    }
}
