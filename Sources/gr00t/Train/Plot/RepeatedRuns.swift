/// What is drawn as one line: a run, or repeats of one that differ in their seed.
struct RepeatedRuns {
    let name: String
    let runs: [PlottedRun]

    /// Every run for itself.
    static func each(_ runs: [PlottedRun]) -> [RepeatedRuns] { runs.map { RepeatedRuns(name: $0.name, runs: [$0]) } }

    /// Those together whose directories lie in the same one, under its name; in the order of the first of each.
    static func byParent(_ runs: [PlottedRun]) -> [RepeatedRuns] {
        var parents: [[String]] = []
        for run in runs where !parents.contains(run.parent) { parents.append(run.parent) }
        return zip(PlottedRun.names(of: parents), parents).map { name, parent in
            RepeatedRuns(name: name, runs: runs.filter { $0.parent == parent })
        }
    }
}

/// A number over steps.
struct Curve {
    var steps: [Double]
    var values: [Double]

    /// The mean at the steps that all curves have; a step at which one is not finite is a gap.
    static func mean(_ curves: [Curve]) -> Curve {
        var sums: [Double: (sum: Double, count: Int)] = [:]
        for (step, value) in curves.flatMap({ zip($0.steps, $0.values) }) {
            let before = sums[step] ?? (0, 0)
            sums[step] = (before.sum + value, before.count + 1)
        }
        let shared = sums.filter { $0.value.count == curves.count }.sorted { $0.key < $1.key }
        return Curve(steps: shared.map(\.key), values: shared.map { $0.value.sum / Double(curves.count) })
    }
}
