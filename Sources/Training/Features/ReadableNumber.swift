import Foundation

/// Numbers in the messages of a training.
enum ReadableNumber {
    /// `1,768`.
    static func count(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        let text = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
        return value < 0 ? "-" + text : text
    }

    /// `2.1 GiB`.
    static func bytes(_ value: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var (amount, unit) = (Double(value), 0)
        while amount >= 1024, unit < units.count - 1 { (amount, unit) = (amount / 1024, unit + 1) }
        return unit == 0 ? "\(value) B" : String(format: "%.1f \(units[unit])", amount)
    }

    /// `40 s`, `12 min`, `3.4 h`.
    static func duration(_ seconds: Double) -> String {
        seconds < 100
            ? String(format: "%.0f s", seconds)
            : seconds < 6000 ? String(format: "%.0f min", seconds / 60) : String(format: "%.1f h", seconds / 3600)
    }
}
