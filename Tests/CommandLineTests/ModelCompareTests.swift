import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct ModelCompareTests {
    private struct Report: Decodable {
        struct Subject: Decodable { let name, family: String }
        struct Fact: Decodable { let key, name, change: String, changed: Bool }
        struct Published: Decodable { let source: String, isMeasuredHere: Bool }

        let a, b: Subject
        let facts: [Fact]
        let published: Published?
    }

    private static func report(_ arguments: String...) throws -> Report {
        let outcome = try Program.run(["model", "compare", "--json"] + arguments)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try report(Data(outcome.output.utf8))
    }

    private static func report(_ data: Data) throws -> Report {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Report.self, from: data)
    }

    @Test func theTableSaysWhatTheJSONSays() throws {
        let report = try Self.report("n1", "n1.5")
        #expect(
            try #require(report.published).source.contains("nvidia.com") && report.published?.isMeasuredHere == false)
        let outcome = try Program.run("model", "compare", "n1", "n1.5")
        #expect(outcome.code == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.allSatisfy { $0.count <= 120 })
        let table = lines.prefix { !$0.hasPrefix("The cost is") }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        try #require(table.count == report.facts.count)
        for (line, fact) in zip(table, report.facts) {
            #expect(line.hasPrefix("  \(fact.name) "))
            let isMarked = line.contains("  ≠") || line.hasSuffix("  new") || line.hasSuffix("  gone")
            #expect(isMarked == fact.changed, "\(line)")
        }
        for text in ["2,190,016,752", "2,413,522,880", "not measured here", "52.8"] {
            #expect(outcome.output.contains(text), "\(text)")
        }
    }

    @Test func aCheckpointAndAPresetAreDrawn() throws {
        try withTemporaryDirectory { directory in
            let shipped = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Checkpoints/so101-nano").standardizedFileURL.path
            let output = directory.appending(path: "not/there/yet")
            let outcome = try Program.run("model", "compare", shipped, "n1.5", "--output", output.path)
            #expect(outcome.code == 0, "\(outcome.errors)")
            let files = try FileManager.default.contentsOfDirectory(atPath: output.path).sorted()
            #expect(files == ["compare.json", "compare.png", "compare.svg"])
            #expect(files.allSatisfy { outcome.output.contains($0) })
            let svg = try Data(contentsOf: output.appending(path: "compare.svg"))
            #expect(XMLParser(data: svg).parse())
            #expect(String(decoding: svg, as: UTF8.self).contains("<title>\(shipped) and n1.5</title>"))
            let png = try Data(contentsOf: output.appending(path: "compare.png"))
            #expect(png.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
            let report = try Self.report(Data(contentsOf: output.appending(path: "compare.json")))
            #expect(report.a.name == shipped && report.b.family == "GR00T N1.5" && report.published == nil)
            #expect(report.facts.first { $0.key == "language.kind" }?.changed == false)
            #expect(report.facts.first { $0.key == "vision.picture_side" }?.changed == true)
        }
    }

    @Test(arguments: [
        (["n1", "n2"], 2, "there is no model 'n2'"), (["n1", "n2"], 2, "nano-n1, n1.5-3b"), (["n1"], 2, "<B>"),
        (["n1", "n1.5", "--images", "0"], 2, "--images is 0"), (["n1", "/tmp"], 2, "config.json"),
        (["nano", "nano-n1", "--output", "/proc/here"], 1, "/proc/here"),
    ]) func whatIsWrongIsNamed(_ arguments: [String], _ code: Int32, _ says: String) throws {
        let outcome = try Program.run(["model", "compare"] + arguments)
        #expect(outcome.code == code && outcome.errors.contains(says), "\(outcome.errors)")
    }
}
