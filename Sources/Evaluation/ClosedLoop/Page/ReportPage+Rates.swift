import Foundation
import Simulation

extension ReportPage {
    /// Success and language following per task, the policies side by side, one pair of charts per group.
    var rates: String {
        let groups = report.setup.groups.map { group in
            let tasks = report.setup.tasks.filter { task in
                report.policies.contains { $0.part(task, group) != nil }
            }
            guard !tasks.isEmpty else {
                return "<h3>\(HTML.escaped(group.title))</h3><p class=\"soft\">No episode was run.</p>"
            }
            return """
                <h3>\(HTML.escaped(group.title))</h3>
                <p class="soft">\(HTML.escaped(group.meaning))</p>
                <div class="charts">
                \(chart("success", tasks, group, \.successRate))
                \(chart("language following", tasks, group, \.languageFollowing))
                </div>
                \(table(tasks, group))
                """
        }
        return """
            <section><h2>Rates by task</h2>
            <p class="soft">Bars are what was measured; the line across a bar's end is Wilson's \
            \(Int((judged.overall.successRate.level * 100).rounded())) % interval: where the true rate may lie, given so many \
            episodes.</p>
            \(legend)
            \(groups.joined(separator: "\n"))
            </section>
            """
    }

    private var legend: String {
        guard report.policies.count > 1 else { return "" }
        let items = report.policies.enumerated().map { index, result in
            #"<li class="p\#(index % 5)"><i></i>\#(HTML.escaped(result.policy.label))</li>"#
        }
        return "<ul class=\"legend\">\(items.joined())</ul>"
    }

    private func chart(
        _ name: String, _ tasks: [TaskKind], _ group: EpisodeGroup, _ rate: KeyPath<EpisodeSummary, SuccessRate>
    ) -> String {
        let rows = tasks.map { task in
            RateChart.Row(
                title: task.rawValue, rates: report.policies.map { $0.part(task, group)?[keyPath: rate] })
        }
        let chart = RateChart(title: "\(name), \(group.title)", rows: rows)
        return "<div><p class=\"soft\">\(name)</p>\(chart.svg)</div>"
    }

    private func table(_ tasks: [TaskKind], _ group: EpisodeGroup) -> String {
        let rows = report.policies.flatMap { result in
            tasks.compactMap { task in
                result.part(task, group).map { Self.row(result.policy.label, task, $0) }
            }
        }
        return """
            <div class="table"><table>
            <tr><th>policy</th><th>task</th><th class="number">episodes</th><th class="number">success</th>\
            <th class="number">language</th><th class="number">steps to success</th><th class="number">steps</th></tr>
            \(rows.joined(separator: "\n"))
            </table></div>
            """
    }

    private static func row(_ label: String, _ task: TaskKind, _ summary: EpisodeSummary) -> String {
        let numbers = [
            "\(summary.successRate.trials)", "\(summary.successRate)", "\(summary.languageFollowing)",
            summary.meanStepsOfSuccesses.map { String(format: "%.1f", $0) } ?? "–",
            summary.meanSteps.map { String(format: "%.1f", $0) } ?? "–",
        ]
        let cells = numbers.map { "<td class=\"number\">\($0)</td>" }.joined()
        return "<tr><td>\(HTML.escaped(label))</td><td>\(task.rawValue)</td>\(cells)</tr>"
    }
}
