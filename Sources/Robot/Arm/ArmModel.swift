/// Which arm it is. The two differ in their wiring and printed parts, not on the bus.
public enum ArmModel: String, Sendable, CaseIterable {
    case so100, so101
}
