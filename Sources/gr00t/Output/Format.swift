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

    /// `2.41 B`, `428 M`, `584`.
    static func short(_ value: Int) -> String {
        scaled(Double(value), [("", 1), ("k", 1e3), ("M", 1e6), ("B", 1e9)])
    }

    /// `1.05 TFLOP`.
    static func flops(_ value: Double) -> String {
        scaled(value, [("MFLOP", 1e6), ("GFLOP", 1e9), ("TFLOP", 1e12)])
    }

    /// Three digits of `value` in the largest unit that it is not less than one of.
    private static func scaled(_ value: Double, _ units: [(name: String, size: Double)]) -> String {
        guard let unit = units.last(where: { value.magnitude >= 0.9995 * $0.size }) ?? units.first else { return "" }
        let amount = value / unit.size
        let digits = unit.size == 1 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2
        return String(format: "%.\(digits)f", amount) + (unit.name.isEmpty ? "" : " " + unit.name)
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

    /// `text` in lines of at most `columns` letters, broken between words; all but the first are indented.
    static func paragraph(_ text: String, columns: Int, indent: Int = 0) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if !last.isEmpty, last.count + 1 + word.count > columns {
                lines.append(String(repeating: " ", count: indent) + word)
            } else {
                lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The end of `text`, of at most `count` letters: paths differ at their ends.
    static func shortened(_ text: String, to count: Int) -> String {
        text.count <= count ? text : "…" + text.suffix(count - 1)
    }
}
