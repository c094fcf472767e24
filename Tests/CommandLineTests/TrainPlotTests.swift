import Foundation
import Media
import TestSupport
import Testing
import Tracking

@Suite struct TrainPlotTests {
    /// A run of `steps` steps under `directory`, with what a training logs.
    private static func run(_ directory: URL, steps: Int = 40, groups: [String] = []) throws {
        let tracker = try JSONLTracker(file: directory.appending(path: "log.jsonl"), resumingAt: nil)
        for step in 1...steps {
            let loss = 1 / Double(step)
            try tracker.log(
                [
                    (TrackedName.loss, step == 5 ? .nan : loss), (TrackedName.learningRate, 1e-4),
                    (TrackedName.dataWait, 0.1), ("train/samples_per_second", 40),
                ] + groups.map { (TrackedName.part($0, of: TrackedName.loss), loss) }, step: step)
            if step % 10 == 0 { try tracker.log([(TrackedName.validationLoss, 2 * loss)], step: step) }
        }
    }

    private static func plot(_ directory: URL, _ arguments: String...) throws -> (Program.Outcome, URL) {
        let file = directory.appending(path: "curves.png")
        let outcome = try Program.run(["train", "plot"] + arguments + ["--output", file.path])
        return (outcome, file)
    }

    @Test func oneRunIsDrawnAndSummedUp() throws {
        try withTemporaryDirectory { directory in
            let root = directory.appending(path: "so100")
            try Self.run(root, groups: ["arm", "hand"])
            let (outcome, file) = try Self.plot(directory, root.path)
            #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.first == "so100: 40 steps, loss 1 first, 0.025 last, 0.025 best (step 40)")
            #expect(lines.dropFirst().first == "not drawn: train/samples_per_second (--keys draws them)")
            let charts =
                "training loss, validation loss, learning rate, waiting for data, training loss per joint group"
            #expect(lines.last == "\(file.path): \(charts)")
            #expect(try ImageFile.read(file).width > 900)
        }
    }

    @Test func runsAreComparedUnderNamesOfTheirOwn() throws {
        try withTemporaryDirectory { directory in
            let (first, second) = (directory.appending(path: "a/run"), directory.appending(path: "b/run"))
            try Self.run(first, groups: ["arm"])
            try Self.run(second, steps: 20, groups: ["arm"])
            let log = second.appending(path: "log.jsonl").path
            let (outcome, file) = try Self.plot(
                directory, first.path + "/", log, "--keys", "train/loss/arm", "eval/loss")
            #expect(outcome.code == 0, "\(outcome)")
            #expect(outcome.output.contains("a/run: 40 steps") && outcome.output.contains("b/run: 20 steps"))
            #expect(outcome.output.hasSuffix("curves.png: validation loss, training loss: arm\n"), "\(outcome.output)")
            let svg = file.deletingPathExtension().appendingPathExtension("svg")
            #expect(try Program.run("train", "plot", first.path, first.path, "--output", svg.path).code == 0)
            #expect(try String(contentsOf: svg, encoding: .utf8).contains("<svg"))
        }
    }

    /// Repeats of a run are drawn thin, and their mean, at the steps that all have, thick under one name.
    @Test func repeatsAreDrawnAsOne() throws {
        try withTemporaryDirectory { directory in
            let runs = ["a/seed-0", "a/seed-1", "b/seed-0"].map { directory.appending(path: $0) }
            for (place, run) in runs.enumerated() { try Self.run(run, steps: 40 - 10 * place) }
            func drawn(_ name: String, _ more: String...) throws -> String {
                let file = directory.appending(path: "\(name).svg")
                let outcome = try Program.run(
                    ["train", "plot"] + runs.map(\.path) + ["--keys", "train/loss", "--output", file.path] + more)
                #expect(outcome.code == 0 && outcome.output.contains("a/seed-1: 30 steps"), "\(outcome)")
                return try String(contentsOf: file, encoding: .utf8)
            }
            func strokes(_ svg: String, _ style: String) -> Int { svg.components(separatedBy: style).count - 1 }
            let (each, together) = (try drawn("each"), try drawn("together", "--repeats"))
            // Three lines against two; every run has a thin one in both.
            #expect(strokes(each, "stroke-width:1.8") * 2 == strokes(together, "stroke-width:1.8") * 3)
            #expect(strokes(each, "stroke-opacity:0.35") == strokes(together, "stroke-opacity:0.35"))
            #expect(strokes(together, "stroke-opacity:0.35") >= 3)
        }
    }

    @Test func aRunThatIsStillWritingCanBeDrawn() throws {
        try withTemporaryDirectory { directory in
            try Self.run(directory)
            let log = directory.appending(path: "log.jsonl")
            let whole = try Data(contentsOf: log)
            try whole.dropLast(20).write(to: log)
            let (outcome, _) = try Self.plot(directory, directory.path)
            #expect(outcome.code == 0 && outcome.output.contains(": 40 steps, loss 1 first, 0.025 last"), "\(outcome)")
            try Data("{\"step\":1,\"other\":3}\n".utf8).write(to: log)
            let (foreign, _) = try Self.plot(directory, directory.path, "--scale", "log", "--smooth", "0")
            #expect(foreign.code == 0 && foreign.output.hasSuffix("curves.png: other\n"), "\(foreign)")
        }
    }

    @Test func whatIsWrongIsNamedWithWhatIsThere() throws {
        try withTemporaryDirectory { directory in
            try Self.run(directory.appending(path: "good"))
            let good = directory.appending(path: "good").path
            for (name, text) in [("empty", ""), ("numberless", "{\"step\":1}\n"), ("broken", "{\"step\":1}\n{\n\n")] {
                let root = directory.appending(path: name)
                try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: root.appending(path: "log.jsonl"))
            }
            let cases: [([String], String)] = [
                ([directory.appending(path: "none").path], "none does not exist"),
                ([directory.path], "there are runs in it: broken, empty, good, numberless"),
                (["/proc/self/net/../fd"], "is not the directory of a run: it has no log.jsonl, only "),
                ([directory.appending(path: "empty").path], "empty/log.jsonl: no number was logged yet"),
                ([directory.appending(path: "numberless").path], "no number was logged yet"),
                ([directory.appending(path: "broken").path], "broken/log.jsonl, line 2: not a JSON object"),
                ([good, "--keys", "speed"], "no run has a number 'speed'. There are: eval/loss, train/data_wait"),
                ([good, "--smooth", "1"], "--smooth is 1.0"), ([good, "--scale", "cubic"], "--scale"),
                ([good, "--output", "curves.jpg"], ".png or .svg"), ([good, "--output", "/proc/x.png"], "/proc/x.png"),
                ([], "<runs>"),
            ]
            for (arguments, says) in cases {
                let outcome = try Program.run(["train", "plot"] + arguments)
                #expect(outcome.code == 2 && outcome.output.isEmpty && outcome.errors.contains(says), "\(outcome)")
            }
        }
    }
}
