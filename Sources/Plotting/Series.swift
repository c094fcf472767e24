/// One line of a chart.
public struct Series: Sendable, Equatable {
    /// What the legend calls it; empty for a line that the legend leaves out.
    public var name: String
    /// As many as ``y``, in the order in which they are joined.
    public var x: [Double]
    /// NaN and infinity leave gaps.
    public var y: [Double]
    /// Nil for the next colour of ``Color/palette``.
    public var color: Color?
    public var dash: Dash
    /// In pixels.
    public var width: Double
    /// Samples drawn with a dot on top: where a chunk was predicted, where the best checkpoint is.
    public var dots: [Int]

    /// - Precondition: `x` and `y` have the same count.
    public init(
        _ name: String, x: [Double], y: [Double], color: Color? = nil, dash: Dash = .solid, width: Double = 1.5,
        dots: [Int] = []
    ) {
        precondition(x.count == y.count, "series '\(name)' has \(x.count) x but \(y.count) y")
        self.name = name
        self.x = x
        self.y = y
        self.color = color
        self.dash = dash
        self.width = width
        self.dots = dots
    }

    /// Samples at `start`, `start + step`, …: time at a constant rate, or training steps.
    public init(
        _ name: String, y: [Double], start: Double = 0, step: Double = 1, color: Color? = nil, dash: Dash = .solid,
        width: Double = 1.5, dots: [Int] = []
    ) {
        self.init(
            name, x: y.indices.map { start + Double($0) * step }, y: y, color: color, dash: dash, width: width,
            dots: dots)
    }
}

/// A shaded area between two lines: a range of values, a standard deviation around a mean.
public struct Band: Sendable, Equatable {
    public var name: String
    public var x: [Double]
    public var lower: [Double]
    public var upper: [Double]
    /// Drawn at a fifth of its strength.
    public var color: Color

    /// - Precondition: `x`, `lower` and `upper` have the same count.
    public init(_ name: String, x: [Double], lower: [Double], upper: [Double], color: Color = .blue) {
        precondition(
            x.count == lower.count && x.count == upper.count,
            "band '\(name)' has \(x.count) x, \(lower.count) lower and \(upper.count) upper values")
        self.name = name
        self.x = x
        self.lower = lower
        self.upper = upper
        self.color = color
    }
}

/// Vertical lines over the height of a chart: where chunks begin, where training was resumed.
public struct Markers: Sendable, Equatable {
    public var name: String
    public var x: [Double]
    public var color: Color
    public var dash: Dash

    public init(_ name: String, x: [Double], color: Color = Color(hex: 0x9A9A9A), dash: Dash = .dotted) {
        self.name = name
        self.x = x
        self.color = color
        self.dash = dash
    }
}
