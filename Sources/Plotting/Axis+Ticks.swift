import Foundation

extension Axis {
    /// Multiples of 1, 2 or 5 times a power of ten: the finest of them with no more than about `count` ticks in `range`.
    static func linearTicks(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite else { return [] }
        let power = pow(10, log10(span / Double(count)).rounded(.down))
        for factor in [1.0, 2, 5, 10, 20] {
            let step = factor * power
            // Ends that miss a tick by rounding only still have it.
            let first = (range.lowerBound / step - 1e-9).rounded(.up)
            let last = (range.upperBound / step + 1e-9).rounded(.down)
            guard first <= last, last - first <= Double(count) else { continue }
            let values = (0...Int(last - first)).map { (first + Double($0)) * step }
            return zip(values, TickLabels.linear(values, step: step)).map(Tick.init)
        }
        return []
    }

    /// Powers of ten, and parts of them where there is room.
    static func logarithmicTicks(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
        let first = Int(log10(range.lowerBound).rounded(.down)), last = Int(log10(range.upperBound).rounded(.up))
        let parts: [(factors: [Double], stride: Int)] =
            [([1, 2, 3, 5, 7], 1), ([1, 2, 5], 1), ([1, 3], 1)]
            + [1, 2, 3, 5, 10, 20, 50, 100, 200].map { ([1], $0) }
        for (factors, stride) in parts {
            var values: [Double] = []
            for exponent in first...max(first, last) where exponent % stride == 0 {
                values += factors.map { $0 * pow(10, Double(exponent)) }
            }
            values.removeAll { $0 < range.lowerBound * 0.999_999 || $0 > range.upperBound * 1.000_001 }
            guard values.count <= count + 1 else { continue }
            // Within a small part of a decade even numbers tell more than powers.
            if values.count < 2 { break }
            return values.map { Tick(value: $0, label: TickLabels.logarithmic($0)) }
        }
        return linearTicks(range, count).filter { $0.value > 0 }
    }
}
