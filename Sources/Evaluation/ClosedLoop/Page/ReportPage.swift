import Foundation
import Simulation

/// A closed-loop evaluation as one web page, which needs nothing from outside but the videos beside it.
public struct ReportPage {
    let report: ClosedLoopReport
    /// Of the first policy's episodes, in their order.
    let pictures: [EpisodePictures?]
    /// The video of many episodes, from the page's directory.
    let mosaic: String?

    /// How many failures and successes are shown in pictures; each costs the page about 60 kB.
    static let (shownFailures, shownSuccesses) = (24, 6)

    /// - Parameters:
    ///   - pictures: of the first policy's episodes, in their order; nil where there is none.
    ///   - mosaic: the video of many episodes, from the page's directory.
    public init(_ report: ClosedLoopReport, pictures: [EpisodePictures?] = [], mosaic: String? = nil) {
        self.report = report
        self.pictures = pictures
        self.mosaic = mosaic
    }

    var judged: PolicyResult { report.policies[0] }

    public var html: String {
        let title = "Closed loop: \(judged.policy.label)"
        let sections = [warning, rates, failures, film, failedEpisodes, succeededEpisodes, run]
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTML.escaped(title))</title>
            <style>
            \(ReportStyle.css)
            </style>
            </head>
            <body>
            <main>
            <header>
            <h1>\(HTML.escaped(title))</h1>
            <p class="soft">\(HTML.escaped(introduction))</p>
            </header>
            \(figures)
            \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var introduction: String {
        let setup = report.setup
        let tasks = setup.instructions ?? setup.tasks.map(\.rawValue)
        return """
            An SO-101 arm in simulation, told what to do in words. \(setup.episodes) episode\(setup.episodes == 1 ? "" : "s") per \
            task and group (\(tasks.joined(separator: ", ")); \(setup.groups.map(\.title).joined(separator: "; "))), at seeds \(setup.firstSeed) to \
            \(setup.lastSeed), which training never has.
            """
    }

    private var figures: String {
        let overall = judged.overall
        let touched =
            overall.touchedNothing == 0
            ? "" : "; \(overall.touchedNothing) touched no cube, which counts as not followed"
        let median = judged.timing.inference.median
        return """
            <div class="figures">
            \(figure(overall.successRate, "success", "the task was done in time, as the physics says"))
            \(figure(overall.languageFollowing, "language following", "the cube touched first was the one named" + touched))
            <div class="figure"><span class="soft">time for a chunk</span>
            <b>\(median > 0 ? Self.seconds(median) : "–")</b>
            <span class="soft">median; \(Int(judged.timing.stepsPerSecond.rounded())) control steps per second in all</span></div>
            </div>
            """
    }

    private func figure(_ rate: SuccessRate, _ name: String, _ meaning: String) -> String {
        let value = rate.rate.map { "\(SuccessRate.percent($0)) %" } ?? "–"
        return """
            <div class="figure"><span class="soft">\(name)</span><b>\(value)</b>
            <span class="soft">\(rate.successes) of \(rate.trials), \(Int((rate.level * 100).rounded())) % interval \
            \(SuccessRate.percent(rate.low)) to \(SuccessRate.percent(rate.high)) %: \(HTML.escaped(meaning)).</span></div>
            """
    }

    private var warning: String {
        guard let reason = report.breakOff else { return "" }
        let planned = report.setup.tasks.count * report.setup.groups.count * report.setup.episodes
        return """
            <section class="warning"><h2>This evaluation is not complete</h2>
            <p>\(HTML.escaped(reason))</p>
            <p>What follows was measured until then: \(judged.episodes.count) of \(planned) episodes.</p></section>
            """
    }

    static func seconds(_ value: Double) -> String {
        value < 1 ? String(format: "%.1f ms", value * 1e3) : String(format: "%.2f s", value)
    }
}
