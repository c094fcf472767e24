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
        if ratio >= 1.995 { return String(format: "%.\(ratio < 9.95 ? 1 : 0)f x", ratio) }
        if ratio <= 0.5 { return "1/" + String(format: "%.\(ratio > 0.1005 ? 1 : 0)f", 1 / ratio) }
        return String(format: "%+.0f %%", 100 * (ratio - 1))
    }
}
