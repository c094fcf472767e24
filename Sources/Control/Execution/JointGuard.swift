import Embodiment

/// Holds actions to the limits of a robot's joints.
///
/// A target beyond its range is moved to the range's end; one that is further from the last than the maximum velocity allows is
/// moved nearer to it. Where both apply the velocity decides: a joint that is out of its range comes back at that speed.
public struct JointGuard: Sendable {
    /// Per joint group, by its name without `action.`.
    public let limits: [String: JointGroupLimits]
    public let rate: ControlRate
    /// Whether what is beyond a limit is refused, not clipped.
    public let isStrict: Bool

    /// - Throws: ``ControlError/badLimits(group:problem:)``.
    public init(_ limits: [String: JointGroupLimits], rate: ControlRate, isStrict: Bool = false) throws(ControlError) {
        for (group, limits) in limits.sorted(by: { $0.key < $1.key }) {
            if let problem = limits.problem { throw .badLimits(group: group, problem: problem) }
        }
        self.limits = limits
        self.rate = rate
        self.isStrict = isStrict
    }

    /// The chunk within the limits, and what was clipped: at most one violation per joint and kind.
    ///
    /// - Parameter last: where the joints were sent last, or are, per group; a group that is absent or of another width does not
    ///   bound the first step.
    /// - Throws: ``ControlError``: for numbers that are not finite always, for a violation where the guard is strict, for limits
    ///   that do not fit the chunk.
    public func checked(
        _ chunk: ActionChunk, after last: [String: [Double]]
    ) throws(ControlError) -> (chunk: ActionChunk, violations: [LimitViolation]) {
        _ = try chunk.checkedHorizon()
        try checkFinite(chunk)
        var (clipped, violations) = (chunk, [LimitViolation]())
        for (group, limits) in limits.sorted(by: { $0.key < $1.key }) {
            guard let matrix = chunk.actions[group] else {
                throw .limitedGroupMissing(group: group, present: chunk.actions.keys.sorted())
            }
            guard matrix.columns == limits.width else {
                throw .limitedWidth(group: group, limits: limits.width, found: matrix.columns)
            }
            let start = last[group].flatMap { $0.count == matrix.columns ? $0 : nil }
            var held = matrix
            for joint in 0..<matrix.columns {
                var track = JointTrack(limits, joint, group: group, period: 1 / rate.hertz, last: start?[joint])
                for row in 0..<matrix.rows { held[row, joint] = track.next(matrix[row, joint]) }
                violations += track.violations
            }
            clipped.actions[group] = held
        }
        if isStrict, !violations.isEmpty { throw .limitsExceeded(violations) }
        return (clipped, violations)
    }

    private func checkFinite(_ chunk: ActionChunk) throws(ControlError) {
        for (group, matrix) in chunk.actions.sorted(by: { $0.key < $1.key }) {
            guard let place = matrix.values.firstIndex(where: { !$0.isFinite }) else { continue }
            let joint = place % matrix.columns
            throw .notFinite(
                group: group, joint: limits[group]?.label(joint) ?? "joint \(joint)", step: place / matrix.columns,
                value: "\(matrix.values[place])")
        }
    }
}
