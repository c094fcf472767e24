import Foundation

/// How values are spread along an axis.
public enum AxisScale: Sendable, Equatable {
    case linear
    /// Base 10; values that are not positive leave gaps.
    case logarithmic
}

/// The range of values along one side of a chart, and its ticks.
package struct Axis {
    package struct Tick: Equatable {
        package let value: Double
        package let label: String
    }

    package let scale: AxisScale
    package let range: ClosedRange<Double>
    package let ticks: [Tick]

    /// An axis over `range` with at most about `count` ticks.
    package init(_ range: ClosedRange<Double>, _ scale: AxisScale, ticks count: Int) {
        self.scale = scale
        self.range = range
        switch scale {
        case .linear: ticks = Axis.linearTicks(range, max(1, count))
        case .logarithmic: ticks = Axis.logarithmicTicks(range, max(1, count))
        }
    }

    /// Where `value` lies, 0 at the lower end and 1 at the upper; nil for what cannot be drawn.
    package func fraction(_ value: Double) -> Double? {
        guard Axis.isDrawable(value, scale) else { return nil }
        let (low, high, place) = (forward(range.lowerBound), forward(range.upperBound), forward(value))
        return (place - low) / (high - low)
    }

    private func forward(_ value: Double) -> Double { scale == .linear ? value : log10(value) }

    /// NaN and infinity leave gaps, and so does what would overflow once a range is spanned.
    static func isDrawable(_ value: Double, _ scale: AxisScale) -> Bool {
        value.isFinite && abs(value) < 1e300 && (scale == .linear || value > 1e-300)
    }

    /// A range that shows all drawable `values`, with `padding` of its span at both ends. Never empty: one value is in the
    /// middle of it, and without any it is 0 to 1.
    package static func range(of values: some Sequence<Double>, _ scale: AxisScale, padding: Double) -> ClosedRange<
        Double
    > {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where isDrawable(value, scale) {
            low = min(low, value)
            high = max(high, value)
        }
        guard low <= high else { return scale == .linear ? 0...1 : 0.1...1 }
        switch scale {
        case .linear:
            // A span too small for the digits of a Double is that of a constant.
            let smallest = max(abs(low), abs(high)) * 1e-9
            if high - low <= smallest {
                let half = low == 0 && high == 0 ? 1 : max(abs(low), abs(high)) * 0.1
                return low - half...high + half
            }
            let pad = (high - low) * padding
            return low - pad...high + pad
        case .logarithmic:
            let ratio = high / low
            if ratio <= 1.0001 { return low / 2...high * 2 }
            let factor = min(pow(ratio, padding), 1e3)
            return low / factor...high * factor
        }
    }

    /// `range`, unless it has no width or cannot be drawn.
    static func usable(_ range: ClosedRange<Double>) -> ClosedRange<Double>? {
        let ends = [range.lowerBound, range.upperBound]
        let isWide = Axis.range(of: ends, .linear, padding: 0) == range
        return isWide ? range : nil
    }
}
