import Foundation

/// Numbers as people read them.
enum Format {
    /// `2,413,522,880`.
    static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + text
    }

    /// `4.5 GiB`.
    static func bytes(_ value: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (amount, unit) = (Double(value), 0)
        while amount >= 1024, unit < units.count - 1 { (amount, unit) = (amount / 1024, unit + 1) }
        return unit == 0 ? "\(value) B" : String(format: "%.1f \(units[unit])", amount)
    }

    static func seconds(_ value: Double) -> String {
        value < 1e-3
            ? String(format: "%.0f µs", value * 1e6)
            : value < 1 ? String(format: "%.1f ms", value * 1e3) : String(format: "%.2f s", value)
    }

    /// `1:05`, or `2:01:05` past an hour.
    static func clock(_ seconds: Double) -> String {
        let total = Int(seconds.isFinite ? min(max(seconds, 0), 1e7) : 0)
        let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
    }

    /// `[2048, 1152]`.
    static func shape(_ shape: [Int]) -> String { "[" + shape.map(String.init).joined(separator: ", ") + "]" }
}
