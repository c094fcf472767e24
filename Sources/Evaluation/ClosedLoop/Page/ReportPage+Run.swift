import Foundation

extension ReportPage {
    /// What was run, so that it can be run again, and how long it took.
    var run: String {
        let versions = report.run.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return """
            <section><h2>What was run</h2>
            <pre>\(HTML.escaped(report.run.command))</pre>
            \(policies)
            <p class="soft">Execution horizon \(report.setup.executionHorizon): so many steps of a chunk are executed before the next \
            is asked for. The same command gives the same episodes. Started \(HTML.escaped(report.run.started)) with \
            \(HTML.escaped(versions.joined(separator: ", "))). All numbers are in <code>results.json</code>.</p>
            </section>
            """
    }

    private var policies: String {
        let rows = report.policies.map { result in
            let (timing, inference) = (result.timing, result.timing.inference)
            let details = result.policy.details.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            let calls =
                inference.calls == 0
                ? "–"
                : [inference.mean, inference.median, inference.p95, inference.maximum].map(Self.seconds)
                    .joined(separator: " / ")
            return """
                <tr><td><b>\(HTML.escaped(result.policy.label))</b><br><span class="soft">\
                \(HTML.escaped(details.isEmpty ? result.policy.name : "\(result.policy.name): \(details)"))</span></td>\
                <td class="number">\(String(format: "%.1f s", timing.seconds))</td>\
                <td class="number">\(Self.seconds(timing.secondsPerEpisode))</td>\
                <td class="number">\(String(format: "%.0f", timing.stepsPerSecond))</td>\
                <td class="number">\(timing.workers)</td><td class="number">\(calls)</td></tr>
                """
        }
        return """
            <div class="table"><table>
            <tr><th>policy</th><th class="number">time</th><th class="number">per episode</th>\
            <th class="number">steps per second</th><th class="number">at once</th>\
            <th class="number">chunk: mean / median / 95 % / max</th></tr>
            \(rows.joined(separator: "\n"))
            </table></div>
            """
    }
}
