import Foundation

/// How far a long piece of work is: a bar with rate and time left on a terminal, a plain line now and then elsewhere.
struct ProgressBar {
    private let title: String
    private let total: Int
    private let unit: String
    private let scale: Double
    private let start = Date()
    private var lastShown = Date.distantPast
    private var done = 0

    /// - Parameter scale: divides the counts for display, e.g. 1e9 for bytes shown as GB.
    init(_ title: String, total: Int, unit: String, scale: Double = 1) {
        self.title = title
        self.total = max(total, 1)
        self.unit = unit
        self.scale = scale
    }

    mutating func update(_ done: Int) {
        self.done = done
        let interval = Terminal.errorIsTerminal ? 0.1 : 10
        guard Date().timeIntervalSince(lastShown) >= interval || done >= total else { return }
        // A plain log starts with the first interval, not with nothing done.
        if !Terminal.errorIsTerminal, lastShown == .distantPast, done < total {
            lastShown = Date()
            return
        }
        lastShown = Date()
        let text = line(elapsed: -start.timeIntervalSinceNow)
        let end = Terminal.errorIsTerminal && done < total ? "" : "\n"
        FileHandle.standardError.write(Data(((Terminal.errorIsTerminal ? "\r\u{1B}[K" : "") + text + end).utf8))
    }

    private func line(elapsed: Double) -> String {
        let fraction = min(1, Double(done) / Double(total))
        let rate = Double(done) / max(elapsed, 1e-9) / scale
        let left = fraction > 0 ? elapsed * (1 - fraction) / fraction : 0
        let counts =
            scale == 1
            ? "\(done)/\(total) \(unit)"
            : String(format: "%.1f/%.1f \(unit)", Double(done) / scale, Double(total) / scale)
        let numbers =
            "\(counts)  " + String(format: "%.1f \(unit)/s", rate) + "  "
            + (done >= total ? "\(Format.clock(elapsed))" : "\(Format.clock(left)) left")
        let room = min(30, Terminal.width - title.count - numbers.count - 8)
        guard Terminal.errorIsTerminal, room >= 8 else { return "\(title)  \(Int(fraction * 100))%  \(numbers)" }
        let filled = Int(fraction * Double(room))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled)
        return "\(title)  \(bar)  \(numbers)"
    }
}
