/// What kinds of tasks there are.
public enum TaskKind: String, Sendable, Codable, CaseIterable {
    /// Lift the named cube and hold it up.
    case pick
    /// Put the named cube into the bowl and let go of it.
    case bowl
    /// Push the named cube over the table to a side.
    case push

    /// Control steps after which an episode is over: about three times what the scripted expert needs.
    public var stepLimit: Int {
        switch self {
        case .pick: 80
        case .bowl: 120
        case .push: 100
        }
    }
}

/// Where a cube can be pushed. The words are the arm's own: left is +y, as for somebody who sits behind the arm and looks the way
/// it reaches. The front camera looks back at the arm, so in its picture left is on the right.
public enum PushSide: String, Sendable, Codable, CaseIterable {
    case left, right

    /// The sign of y.
    public var direction: Double { self == .left ? 1 : -1 }
}
