/// A joint that a chunk would have sent too far or too fast, at one step or more.
public struct LimitViolation: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case minimum, maximum
        case velocity = "maximum velocity"
    }

    /// Without the `action.` prefix.
    public let group: String
    /// Its name, or its number in the group.
    public let joint: String
    public let kind: Kind
    /// In the units of the dataset; per second for a velocity.
    public let limit: Double
    /// By how much the worst step was beyond the limit, in the limit's units.
    public internal(set) var excess: Double
    /// How many steps of the chunk were beyond it.
    public internal(set) var steps: Int

    /// Which joint, which limit, by how much.
    public var summary: String {
        "action.\(group), \(joint): \(steps) step\(steps == 1 ? "" : "s") beyond the \(kind.rawValue) \(limit.short)"
            + "\(kind == .velocity ? " per second" : "") by up to \(excess.short)"
    }

    public var description: String { summary + ", clipped" }
}

extension Double {
    /// Four digits are enough to find a joint's fault.
    fileprivate var short: String {
        guard magnitude < 1e9, magnitude >= 1e-4 else { return "\(self)" }
        let scale = magnitude >= 1000 ? 10.0 : 10_000
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
