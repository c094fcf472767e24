import Simulation

extension ReportPage {
    /// What went wrong how often, in words that say what it means.
    var failures: String {
        let failures = judged.overall.failures
        let total = failures.reduce(0) { $0 + $1.count }
        guard let most = failures.first?.count else {
            return """
                <section><h2>Failures</h2>
                <p>\(judged.episodes.isEmpty ? "No episode was run." : "None: every episode succeeded.")</p></section>
                """
        }
        let rows = failures.map { failure in
            """
            <tr><td class="number">\(failure.count)</td>\
            <td class="bar"><i style="width:\(max(2, 100 * failure.count / most))%"></i></td>\
            <td><b>\(HTML.escaped(failure.cause.title))</b><br><span class="soft">\(HTML.escaped(failure.meaning))</span></td>\
            <td class="soft">\(HTML.escaped(tasks(of: failure.cause)))</td></tr>
            """
        }
        return """
            <section><h2>Failures</h2>
            <p class="soft">\(total) of \(judged.episodes.count) episodes failed. The cause is what the physics saw, not a guess.</p>
            <div class="table causes"><table>
            <tr><th class="number">times</th><th></th><th>what happened</th><th>in</th></tr>
            \(rows.joined(separator: "\n"))
            </table></div></section>
            """
    }

    private func tasks(of cause: FailureCause) -> String {
        TaskKind.allCases.compactMap { task in
            let count = judged.episodes.count { $0.task == task && $0.failure == cause }
            return count == 0 ? nil : "\(task.rawValue) \(count)"
        }.joined(separator: ", ")
    }
}
