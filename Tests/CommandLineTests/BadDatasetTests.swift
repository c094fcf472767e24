import Foundation
import TestSupport
import Testing

@Suite struct BadDatasetTests {
    private struct Report: Decodable {
        let path: String
        let problems: [String]
    }

    /// Starting the program takes longer than checking a dataset, so it is given a group of damaged ones at once.
    @Test(arguments: DamagedDatasets.groups.map(\.name))
    func everyDamageIsReported(_ group: String) throws {
        let damages = try #require(DamagedDatasets.groups.first { $0.name == group }).damages
        try withTemporaryDirectory { directory in
            let roots = try damages.indices.map { index in
                let root = directory.appending(path: "\(index)")
                try FileManager.default.copyItem(at: Recording.dataset, to: root)
                try damages[index].apply(root)
                return root.path
            }
            let outcome = try Program.run(["data", "check", "--json"] + roots)
            #expect(outcome.code == 2 && outcome.errorLines.isEmpty, "\(outcome)")
            let reports = try JSONDecoder().decode([Report].self, from: Data(outcome.output.utf8))
            try #require(reports.map(\.path) == roots)
            for (damage, report) in zip(damages, reports) {
                #expect(report.problems.count == damage.lines, "\(damage.name): \(report.problems)")
                for text in damage.named {
                    let isNamed = report.problems.contains { $0.contains(text) }
                    #expect(isNamed, "\(damage.name): \(text) is not in \(report.problems)")
                }
                #expect(!report.problems.contains { $0.contains("\n") })
            }
        }
    }

    /// Alone, each kind of damage is exit code 2 and a line that begins with `error:`.
    @Test func problemsAreLines() throws {
        try Recording.withCopy { root in
            // The video of the other episode: without its rows an episode's pictures cannot be held against anything.
            let video = Recording.video.replacing("000001", with: "000000")
            for path in ["meta/modality.json", Recording.data, video] { try Change.truncate(path)(root) }
            let outcome = try Program.run("data", "check", root.path)
            let lines = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  error: ") }
            #expect(outcome.code == 2 && lines.count == 3 && outcome.output.hasSuffix("3 problems.\n"), "\(outcome)")
        }
    }

    /// The other commands stop at the first problem, with one message.
    @Test(arguments: ["inspect", "stats", "plot", "bench"])
    func otherCommandsEndWithOneMessage(_ command: String) throws {
        try Recording.withCopy { root in
            try Change.truncate(Recording.data.replacing("000001", with: "000000"))(root)
            let outcome = try Program.run("data", command, root.path)
            #expect(outcome.code == 2, "\(outcome)")
            #expect(outcome.errorLines.count == 1 && outcome.errors.contains("episode_000000.parquet"), "\(outcome)")
            #expect(outcome.output.isEmpty)
        }
    }

    /// Nothing is allocated by the word of a file.
    @Test func aHugeShapeIsNotBelieved() throws {
        try Recording.withCopy { root in
            try Change.stateShape([100_000, 10_000])(root)
            let outcome = try Program.run("data", "inspect", root.path)
            #expect(outcome.code == 2 && outcome.errors.contains("'observation.state' has 6 numbers"), "\(outcome)")
        }
    }

    @Test(arguments: ["inspect", "stats", "check", "plot", "bench"])
    func aPathThatIsNoDirectoryIsNamed(_ command: String) throws {
        let file = Recording.dataset.appending(path: "meta/info.json").path
        for path in [file, "/no/such/dataset"] {
            let outcome = try Program.run("data", command, path)
            #expect(outcome.code == 2)
            #expect(outcome.errorLines.count == 1 && outcome.errors.contains(path), "\(outcome)")
        }
    }
}
