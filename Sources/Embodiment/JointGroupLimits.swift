/// How far and how fast the joints of one group may be sent, in the units of the dataset. A list that is absent, and a null in
/// a list, limits nothing.
public struct JointGroupLimits: Sendable, Equatable, Codable {
    /// For messages; joints are numbered where absent.
    public var names: [String]?
    /// Lowest target of each joint.
    public var minimum: [Double?]?
    /// Highest target of each joint.
    public var maximum: [Double?]?
    /// Largest change of each joint's target, in units per second.
    public var maximumVelocity: [Double?]?

    package enum CodingKeys: String, CodingKey, CaseIterable {
        case names, minimum, maximum
        case maximumVelocity = "maximum_velocity"
    }

    public init(
        names: [String]? = nil, minimum: [Double?]? = nil, maximum: [Double?]? = nil,
        maximumVelocity: [Double?]? = nil
    ) {
        self.names = names
        self.minimum = minimum
        self.maximum = maximum
        self.maximumVelocity = maximumVelocity
    }

    /// Number of joints, D; 0 where no list is given.
    public var width: Int { counts.first ?? 0 }

    /// What is wrong with these limits in themselves; `nil` where nothing is.
    public var problem: String? {
        guard width > 0, minimum != nil || maximum != nil || maximumVelocity != nil else {
            return "limits nothing: give minimum, maximum or maximum_velocity"
        }
        guard counts.allSatisfy({ $0 == width }) else {
            return "has lists of \(counts.map(String.init).joined(separator: ", ")) joints: give all the same length"
        }
        for joint in 0..<width {
            let (low, high) = (minimum?[joint], maximum?[joint])
            let velocity = maximumVelocity?[joint]
            if [low, high, velocity].contains(where: { $0?.isFinite == false }) {
                return "has a limit of \(label(joint)) that is not finite: use null for no limit"
            }
            if let low, let high, low > high {
                return "has the minimum \(low) above the maximum \(high) for \(label(joint))"
            }
            if let velocity, velocity <= 0 {
                return "has the maximum_velocity \(velocity) for \(label(joint)): it must be above 0"
            }
        }
        return nil
    }

    /// `elbow_flex`, or `joint 2`, counted from 0, where the group has no such name.
    public func label(_ joint: Int) -> String {
        guard let names, names.indices.contains(joint) else { return "joint \(joint)" }
        return names[joint]
    }

    private var counts: [Int] {
        [minimum?.count, maximum?.count, maximumVelocity?.count, names?.count].compactMap { $0 }
    }
}
