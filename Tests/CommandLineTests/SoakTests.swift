import Foundation
import TestSupport
import Testing

/// A robot asks for hours. In a process of its own, because other tests use memory beside it.
@Suite(.startsPrograms) struct SoakTests {
    private struct Report: Decodable {
        let earlyResidentBytes: Int
        let lateResidentBytes: Int
        let secondsPerRound: [Double]
    }

    @Test func memoryStaysFlatOverAThousandActions() throws {
        let outcome = try Program.run([
            "bench", "so101-nano", "--data-config", "so101_sim", "--embodiment-tag", "new_embodiment", "--threads", "1",
            "--repeats", "1200", "--denoising-steps", "1", "--json",
        ])
        #expect(outcome.code == 0, "\(outcome.errors)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try decoder.decode(Report.self, from: Data(outcome.output.utf8))
        #expect(report.secondsPerRound.count == 1200)
        let growth = Double(report.lateResidentBytes) / Double(report.earlyResidentBytes)
        #expect(
            growth < 1.01,
            "\(report.earlyResidentBytes) bytes after 200 actions, \(report.lateResidentBytes) after 1200")
    }
}
