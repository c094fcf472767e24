/// A place on a canvas, in pixels from its upper left corner.
public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A part of a canvas, in pixels.
public struct Rectangle: Sendable, Equatable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    func contains(_ point: Point) -> Bool { (x...right).contains(point.x) && (y...bottom).contains(point.y) }

    public var right: Double { x + width }
    public var bottom: Double { y + height }
    public var centre: Point { Point(x + width / 2, y + height / 2) }
}
