import Embodiment

/// How far and how fast a robot's joints may be sent, per action key. In a file:
///
/// ```yaml
/// joint_limits:
///   action.single_arm: {minimum: [-110, -100, null], maximum: [110, 90, 95], maximum_velocity: [120, 120, 120]}
/// ```
///
/// The transforms don't look at them; who sends actions to a robot does.
public struct JointLimits: Sendable, Equatable {
    public var groups: [ModalityKey: JointGroupLimits]

    public init(groups: [ModalityKey: JointGroupLimits]) { self.groups = groups }

    /// By the names that an action chunk uses, without `action.`.
    public var byName: [String: JointGroupLimits] {
        Dictionary(groups.map { ($0.key.name, $0.value) }) { first, _ in first }
    }
}

extension JointLimits: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyKey.self)
        groups = [:]
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            let name = try modalityKey(key.stringValue, at: decoder.codingPath.dotted)
            groups[name] = try container.decode(StrictJointGroupLimits.self, forKey: key).limits
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try Dictionary(groups.map { ($0.key.description, $0.value) }) { first, _ in first }.encode(to: encoder)
    }
}

/// `JointGroupLimits`, read strictly: a limit under a misspelt name would limit nothing.
private struct StrictJointGroupLimits: Decodable {
    let limits: JointGroupLimits

    init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: JointGroupLimits.CodingKeys.self)
        limits = JointGroupLimits(
            names: try container.decodeIfPresent([String].self, forKey: .names),
            minimum: try container.decodeIfPresent([Double?].self, forKey: .minimum),
            maximum: try container.decodeIfPresent([Double?].self, forKey: .maximum),
            maximumVelocity: try container.decodeIfPresent([Double?].self, forKey: .maximumVelocity))
    }
}
