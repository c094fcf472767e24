import Embodiment

/// One step from a robot's numbers to the model's, and the way back: `unapply(apply(x)) == x`, up to rounding and to what the
/// step says that it loses.
public protocol InvertibleTransform: Sendable {
    /// Width of a row after the step; nil when it cannot take rows of this width.
    func outputWidth(of inputWidth: Int) -> Int?
    /// [T, D] in the robot's terms to [T, outputWidth].
    func apply(_ matrix: Matrix) throws -> Matrix
    /// The inverse of ``apply(_:)``.
    func unapply(_ matrix: Matrix) throws -> Matrix
}

/// Steps one after the other. The inverse takes them backwards: the order is written once.
public struct ComposedModalityTransform: InvertibleTransform {
    public let steps: [any InvertibleTransform]

    public init(_ steps: [any InvertibleTransform]) { self.steps = steps }

    public func outputWidth(of inputWidth: Int) -> Int? {
        steps.reduce(inputWidth) { width, step in width.flatMap(step.outputWidth) }
    }

    public func apply(_ matrix: Matrix) throws -> Matrix {
        try steps.reduce(matrix) { try $1.apply($0) }
    }

    public func unapply(_ matrix: Matrix) throws -> Matrix {
        try steps.reversed().reduce(matrix) { try $1.unapply($0) }
    }
}
