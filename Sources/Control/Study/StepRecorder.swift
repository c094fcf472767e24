import Embodiment

/// Collects what is executed, step by step.
struct StepRecorder {
    private var rows: [[String: [Double]]] = []
    private var seams: [Int] = []
    private var heldSteps: [Int] = []
    private var largestSwitches: [String: JointJump] = [:]

    /// The next step is the first of a new chunk.
    ///
    /// - Parameters:
    ///   - old: what the last chunk had for that step, if it had any.
    ///   - new: what the new one has.
    mutating func markSeam(from old: [String: [Double]]?, to new: [String: [Double]]?) {
        seams.append(rows.count)
        guard let old, let new else { return }
        for (group, targets) in new {
            for (joint, pair) in zip(targets, old[group] ?? []).enumerated() {
                let size = (pair.0 - pair.1).magnitude
                guard size > largestSwitches[group]?.size ?? -1 else { continue }
                largestSwitches[group] = JointJump(group: group, joint: joint, step: rows.count, size: size)
            }
        }
    }

    /// - Parameter targets: `nil` holds the last ones.
    mutating func add(_ targets: [String: [Double]]?) {
        if targets == nil { heldSteps.append(rows.count) }
        guard let targets = targets ?? rows.last else { return }
        rows.append(targets)
    }

    /// - Throws: ``ControlError/changedGroups(_:_:)`` where the groups or their widths changed.
    func result() throws(ControlError) -> SeamStudyResult {
        let widths = (rows.first ?? [:]).mapValues(\.count)
        if let other = rows.first(where: { $0.mapValues(\.count) != widths }) {
            throw .changedGroups(widths, other.mapValues(\.count))
        }
        var actions: [String: Matrix] = [:]
        for (group, width) in widths {
            actions[group] = Matrix(
                rows: rows.count, columns: width, values: rows.flatMap { $0[group] ?? [] })
        }
        return SeamStudyResult(actions: actions, seams: seams, heldSteps: heldSteps, largestSwitches: largestSwitches)
    }
}
