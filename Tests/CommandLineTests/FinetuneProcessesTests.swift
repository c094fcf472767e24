import Foundation
import TestSupport
import Testing
import Tracking

@Suite(.startsPrograms) struct FinetuneProcessesTests {
    /// Two processes with two samples each learn what one process learns from four: dropout, noise and augmentation are of the
    /// sample, wherever it is. With several micro-batches the sums are reduced instead of each gradient.
    @Test(arguments: [(1, false), (2, false), (1, true)])
    func twoProcessesEqualOne(_ accumulation: Int, _ foresees: Bool) throws {
        try withTemporaryDirectory { directory in
            func losses(_ name: String, _ changes: [String: String]) throws -> [Double] {
                let bench = try FinetuneBench(directory.appending(path: name))
                let same = ["--compute-dtype": "float32", "--learning-rate": "1e-3", "--threads": ""]
                try bench.succeed(same.merging(changes) { $1 }, foresees ? "--flare" : "--no-flare")
                let log = try TrainingLog(bench.output.appending(path: JSONLTracker.fileName))
                return try #require(log.series[TrackedName.loss]).values
            }
            let one = try losses("one", ["--batch-size": "\(4 * accumulation)"])
            let two = try losses(
                "two",
                ["--batch-size": "2", "--gradient-accumulation-steps": "\(accumulation)", "--num-processes": "2"])
            #expect(one.count == 4 && two.count == 4)
            for (a, b) in zip(one, two) { #expect(abs(a / b - 1) < 1e-5, "\(one) \(two)") }
        }
    }

    @Test func whatCannotBeSharedIsRefusedBeforeAnythingStarts() throws {
        try withTemporaryDirectory { directory in
            let bench = try FinetuneBench(directory.appending(path: "run"))
            let outcome = try bench.run(["--num-processes": "2", "--global-batch-size": "3"])
            FinetuneBench.expectRefusal(outcome, ["--global-batch-size", "not a multiple"])
        }
    }
}
