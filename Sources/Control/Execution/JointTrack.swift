import Embodiment

/// The targets of one joint, one after another, held to its limits.
struct JointTrack {
    private let group, joint: String
    private let minimum, maximum, velocity: Double?
    /// Seconds.
    private let period: Double
    private var last: Double?
    private(set) var violations: [LimitViolation] = []

    /// - Parameter period: from one target to the next, in seconds.
    init(_ limits: JointGroupLimits, _ joint: Int, group: String, period: Double, last: Double?) {
        self.group = group
        self.joint = limits.label(joint)
        minimum = limits.minimum?[joint]
        maximum = limits.maximum?[joint]
        velocity = limits.maximumVelocity?[joint]
        self.period = period
        self.last = last.flatMap { $0.isFinite ? $0 : nil }
    }

    mutating func next(_ target: Double) -> Double {
        var held = target
        if let minimum, held < minimum {
            note(.minimum, minimum, excess: minimum - held)
            held = minimum
        }
        if let maximum, held > maximum {
            note(.maximum, maximum, excess: held - maximum)
            held = maximum
        }
        if let velocity, let last {
            let reach = velocity * period
            // A target at the limit itself may be over it by rounding.
            if (held - last).magnitude > reach * (1 + 1e-9) {
                note(.velocity, velocity, excess: (held - last).magnitude / period - velocity)
                held = held > last ? last + reach : last - reach
            }
        }
        last = held
        return held
    }

    private mutating func note(_ kind: LimitViolation.Kind, _ limit: Double, excess: Double) {
        guard let known = violations.firstIndex(where: { $0.kind == kind }) else {
            let first = LimitViolation(group: group, joint: joint, kind: kind, limit: limit, excess: excess, steps: 1)
            return violations.append(first)
        }
        violations[known].steps += 1
        violations[known].excess = max(violations[known].excess, excess)
    }
}
