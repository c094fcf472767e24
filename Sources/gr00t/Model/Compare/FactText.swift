import Foundation
import Model

extension FactValue {
    /// For people.
    func text(in unit: FactUnit?) -> String {
        switch (self, unit) {
        case (.absent, _): "–"
        case (.text(let text), _): text
        case (.real(let value), _): Format.flops(value)
        case (.integer(let value), .bytes): Format.bytes(value)
        case (.integer(let value), .pixels): "\(value) pixels"
        case (.integer(let value), .tokens): "\(Format.count(value)) tokens"
        case (.integer(let value), _): Format.count(value)
        }
    }
}

extension ComparedFact {
    /// `≠`, `≠ 4.0 x`, `≠ +10 %`, `new`, `gone`; empty where both are the same.
    var mark: String {
        switch change {
        case .same: ""
        case .new: "new"
        case .gone: "gone"
        case .changed: "≠" + (ratio.map { " " + ComparedFact.text(ratio: $0) } ?? "")
        }
    }

    private static func text(ratio: Double) -> String {
        if ratio >= 1.995 { return "\(times(ratio)) x" }
        if ratio <= 0.5 { return "1/\(times(1 / ratio))" }
        let percent = 100 * (ratio - 1)
        return String(format: abs(percent) < 0.95 ? "%+.1f %%" : "%+.0f %%", percent)
    }

    /// `4`, `2.3`, `20`.
    private static func times(_ ratio: Double) -> String {
        let isWhole = abs(ratio - ratio.rounded()) < 0.05
        return String(format: ratio >= 9.95 || isWhole ? "%.0f" : "%.1f", ratio)
    }
}
