import Dataset
import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct CommandTests {
    @Test func doctorFindsWhatTheProgramIsMadeOf() throws {
        let text = try Program.run(["doctor"])
        #expect(text.code == 0)
        for name in ["libtorch", "CUDA", "FFmpeg", "h264", "hevc", "av1", "Arrow", "cairo", "memory", "hub token"] {
            #expect(text.output.contains(name))
        }
        struct Finding: Decodable { let name, state, detail: String }
        let json = try Program.run(["doctor", "--json"])
        let findings = try JSONDecoder().decode([Finding].self, from: Data(json.output.utf8))
        #expect(findings.contains { $0.name == "libtorch" && $0.state == "present" })
        #expect(findings.contains { $0.name == "video h264" && $0.state == "present" })
    }

    @Test func recordingGoesOn() throws {
        try withTemporaryDirectory { directory in
            let dataset = directory.appending(path: "reach")
            func record(_ episodes: Int) throws -> Program.Outcome {
                try Program.run(["data", "record-demo", dataset.path, "--episodes", "\(episodes)", "--steps", "5"])
            }
            let (first, second, none) = (try record(1), try record(3), try record(0))
            #expect(first.output.contains("1 episodes, 1 of them"))
            #expect(second.output.contains("3 episodes, 2 of them"))
            #expect(none.code == 2)
            let lengths = try LeRobotDataset(dataset).episodes.map(\.length)
            #expect(lengths == [5, 5, 5])
        }
    }

    @Test(arguments: [
        (["model", "download", "not a name"], "ORGANISATION/NAME"),
        (["model", "download", "nvidia/GR00T-N1.5-3B"], "HF_HUB_OFFLINE"),
        (["model", "inspect", "no/such"], "no/such"), (["model", "inspect"], "--preset"),
        (["evaluate"], "--model-path"), (["fly"], "fly"), (["data", "sample", "demos", "--step", "-1"], "--step=-1"),
    ]) func wrongUse(arguments: [String], says: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
    }

    /// A sensor that gave no number must not reach the model.
    @Test func notANumberInTheState() throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "reach")
            try FileManager.default.copyItem(at: bench.dataset, to: copy)
            let dataset = try LeRobotDataset(copy)
            let file = copy.appending(path: try dataset.info.dataPath(of: dataset.episode(0)))
            try Self.spoil("observation.state", file)
            let outcome = try bench.evaluate(["--dataset-path": copy.path])
            #expect(outcome.code == 2)
            #expect(outcome.output.isEmpty)
            for text in ["state", "nan", "row 3", "episode 0"] {
                #expect(outcome.errors.lowercased().contains(text), "\(outcome.errors)")
            }
        }
    }

    /// Makes the first number of row 3 not a number.
    private static func spoil(_ name: String, _ file: URL) throws {
        let table = try ParquetFile.read(file)
        let columns = table.columns.map { column in
            guard column.name == name else { return column }
            let spoiled: ParquetValues
            switch column.values {
            case .list(let offsets, let elements):
                spoiled = .list(offsets: offsets, elements: spoilt(elements, at: offsets[3]))
            case .fixedList(let rows, let width, let elements):
                spoiled = .fixedList(rows: rows, width: width, elements: spoilt(elements, at: 3 * width))
            default: spoiled = column.values
            }
            return ParquetColumn(column.name, spoiled)
        }
        try ParquetFile.write(ParquetTable(columns: columns), to: file)
    }

    private static func spoilt(_ elements: ParquetArray, at index: Int) -> ParquetArray {
        switch elements.values {
        case .float(var values):
            values[index] = .nan
            return ParquetArray(.float(values))
        case .double(var values):
            values[index] = .nan
            return ParquetArray(.double(values))
        default: return elements
        }
    }
}
