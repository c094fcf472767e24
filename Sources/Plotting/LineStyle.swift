/// How a line is broken up.
public enum Dash: Sendable, Equatable {
    case solid, dashed, dotted

    /// Lengths in pixels of strokes and gaps in turn.
    var pattern: [Double] {
        switch self {
        case .solid: []
        case .dashed: [6, 4]
        case .dotted: [1.5, 3]
        }
    }
}

/// Colour, width in pixels and dash of a line.
public struct LineStyle: Sendable, Equatable {
    public var color: Color
    public var width: Double
    public var dash: Dash

    public init(_ color: Color, width: Double = 1, dash: Dash = .solid) {
        self.color = color
        self.width = width
        self.dash = dash
    }
}
