/// What an instruction asks for, apart from its words.
public enum TaskGoal: Sendable, Hashable, Codable {
    case pick(colour: CubeColour)
    case bowl(colour: CubeColour)
    case push(colour: CubeColour, side: PushSide)

    public var kind: TaskKind {
        switch self {
        case .pick: .pick
        case .bowl: .bowl
        case .push: .push
        }
    }

    /// Of the cube that is named.
    public var colour: CubeColour {
        switch self {
        case .pick(let colour), .bowl(let colour), .push(let colour, _): colour
        }
    }

    /// `nil` but for pushing.
    public var side: PushSide? {
        if case .push(_, let side) = self { side } else { nil }
    }
}
