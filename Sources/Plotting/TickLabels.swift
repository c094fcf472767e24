import Foundation

/// The numbers beside an axis, all written in one way so that they can be compared at a glance.
package enum TickLabels {
    /// Labels for multiples of `step`: `0.25`, `15k`, `2e-5`.
    package static func linear(_ values: [Double], step: Double) -> [String] {
        let largest = values.map { abs($0) }.max() ?? 0
        if largest > 0, largest < 1e-3 || largest >= 1e10 { return values.map { scientific($0, step: step) } }
        for (power, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")]
        where largest >= power * 10 && decimals(of: step / power) <= 2 {
            let digits = decimals(of: step / power)
            return values.map { $0 == 0 ? "0" : fixed($0 / power, digits) + suffix }
        }
        let digits = decimals(of: step)
        return values.map { fixed($0, digits) }
    }

    /// Labels for moments that need not be evenly spaced: as few digits as show them to a hundredth of their distances.
    package static func moments(_ values: [Double]) -> [String] {
        let distances = zip(values, values.dropFirst()).map { abs($1 - $0) }.filter { $0 > 0 }
        let tolerance = (distances.min() ?? abs(values.first ?? 1)) / 100
        guard let largest = values.map({ abs($0) }).max(), largest < 1e9 else { return linear(values, step: tolerance) }
        let digits = (0...4).first { digits in
            let power = pow(10, Double(digits))
            return values.allSatisfy { abs(($0 * power).rounded() / power - $0) <= tolerance }
        }
        return values.map { fixed($0, digits ?? 4) }
    }

    /// Labels for a logarithmic axis: as they are from 0.01 to 9999, else `2e-3`.
    package static func logarithmic(_ value: Double) -> String {
        let exponent = (log10(value) + 1e-9).rounded(.down)
        if (-2...3).contains(exponent) { return fixed(value, max(0, Int(-exponent))) }
        return scientific(value, step: pow(10, exponent))
    }

    /// `value` with one digit before the point and those that multiples of `step` need after it.
    private static func scientific(_ value: Double, step: Double) -> String {
        guard value != 0 else { return "0" }
        let exponent = (log10(abs(value)) + 1e-9).rounded(.down)
        // Dividing twice: 10 to the -320th is no number of full precision.
        let power = pow(10, exponent / 2)
        let digits = decimals(of: step / power / power)
        // 8e-5 is followed by 1e-4, not 1.0e-4.
        var mantissa = fixed(value / power / power, digits)[...]
        if digits > 0 {
            while mantissa.hasSuffix("0") { mantissa.removeLast() }
            if mantissa.hasSuffix(".") { mantissa.removeLast() }
        }
        return "\(mantissa)e\(Int(exponent))"
    }

    /// Digits after the point that tell multiples of `step` apart.
    private static func decimals(of step: Double) -> Int {
        guard step > 0, step.isFinite else { return 0 }
        return min(15, max(0, Int((-log10(step) - 1e-9).rounded(.up))))
    }

    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", value)
        // A minus sign as wide as a digit; no minus before zero.
        guard text.hasPrefix("-") else { return text }
        return text.contains { "123456789".contains($0) } ? "−" + text.dropFirst() : String(text.dropFirst())
    }
}
