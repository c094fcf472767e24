import Evaluation
import Foundation
import Media
import Simulation
import Testing

@Suite struct ReportPageTests {
    private static func page(_ report: ClosedLoopReport = MadeUp.report) throws -> String {
        let jpeg = try ImageFile.encodeJPEG(MadeUp.picture(90))
        let pictures = report.policies[0].episodes.map { _ in EpisodePictures(first: jpeg, last: jpeg) }
        return ReportPage(report, pictures: pictures, mosaic: "mosaic.mp4").html
    }

    @Test func escapesWhatOthersWrote() throws {
        let html = try Self.page()
        #expect(!html.contains("<checkpoint>") && !html.contains("<red>") && !html.contains("\"<b>\""))
        #expect(html.contains("grab the &lt;red&gt; &amp; &quot;green&quot; block"))
        #expect(html.contains("gr00t sim eval --policy &quot;&lt;b&gt;&quot;"))
    }

    @Test func saysAllThatWasMeasured() throws {
        let html = try Self.page()
        for text in [
            "Rates by task", "Failures", "Many episodes at once", "Failed episodes", "Some that succeeded",
            "What was run",
            "standard scenes", "held-out instructions", "holds still", "denoising steps 4", "mosaic.mp4",
            "seed 1000002",
            "42.9 %", "3 of 7", "touched red first", "touched no cube",
        ] { #expect(html.contains(text), "\(text)") }
    }

    /// A card for each of the four failures, and for each of the three successes.
    @Test func showsEveryFailure() throws {
        let html = try Self.page()
        #expect(html.components(separatedBy: "<div class=\"episode\">").count - 1 == 7)
        #expect(html.components(separatedBy: "data:image/jpeg;base64,").count - 1 == 14)
    }

    @Test func needsNothingFromOutside() throws {
        let html = try Self.page()
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"))
        for text in ["nan %", "nan s", "inf ", "Optional("] { #expect(!html.contains(text), "\(text)") }
    }

    @Test func saysWhatIsMissing() throws {
        var report = MadeUp.report
        report.policies[0] = PolicyResult(
            report.policies[0].policy, episodes: [], breakOff: "the server at <host> went away")
        let html = try Self.page(report)
        #expect(
            html.contains("This evaluation is not complete") && html.contains("the server at &lt;host&gt; went away"))
        #expect(html.contains("0 of 12 episodes"))
        #expect(html.contains("No episode was run."))
    }

    @Test func countsEveryEpisodeOnce() {
        let result = MadeUp.report.policies[0]
        #expect(result.parts.map(\.group) == [.standard, .standard, .heldOut])
        #expect(result.parts.map(\.summary.successRate.trials) == [3, 3, 1])
        #expect(result.overall.successRate.successes == 3)
        // Of seven one went to another cube and one touched none.
        #expect(result.overall.languageFollowing == SuccessRate(5, of: 7))
        #expect(result.overall.touchedNothing == 1)
        #expect(result.overall.meanStepsOfSuccesses == 20)
        #expect(result.overall.failures.map(\.count) == [1, 1, 1, 1])
    }
}
