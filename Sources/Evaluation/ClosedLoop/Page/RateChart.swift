import Foundation

/// Rates with their intervals as horizontal bars: a row per task, in it a bar per policy.
struct RateChart {
    /// One row.
    struct Row {
        let title: String
        /// In the order of the policies; nil where one has no episode here.
        let rates: [SuccessRate?]
    }

    /// What the chart shows, for those who can't see it.
    let title: String
    let rows: [Row]

    private static let (left, plot, right) = (64.0, 250.0, 146.0)
    private static let (bar, gap, above, below) = (15.0, 13.0, 4.0, 22.0)

    /// The chart as inline SVG; its colours are the page's.
    var svg: String {
        var (parts, y) = ([String](), Self.above)
        for row in rows {
            let height = Self.bar * Double(row.rates.count) + 2 * Double(max(0, row.rates.count - 1))
            parts.append(
                #"<text x="0" y="\#(Self.number(y + height / 2 + 4))">\#(HTML.escaped(row.title))</text>"#)
            for (policy, rate) in row.rates.enumerated() {
                parts.append(bar(rate, policy: policy, y: y + (Self.bar + 2) * Double(policy)))
            }
            y += height + Self.gap
        }
        let bottom = y - Self.gap + 4
        let height = Self.number(bottom + Self.below)
        let width = Self.number(Self.left + Self.plot + Self.right)
        return """
            <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(HTML.escaped(title))">
            \(grid(to: bottom))
            \(parts.joined(separator: "\n"))
            </svg>
            """
    }

    private func bar(_ rate: SuccessRate?, policy: Int, y: Double) -> String {
        let track = rectangle("track", x: 0, share: 1, y: y)
        let textPlace = #"x="\#(Self.number(Self.left + Self.plot + 8))" y="\#(Self.number(y + 11.5))""#
        guard let rate, let share = rate.rate else {
            return #"\#(track)<text \#(textPlace) class="soft">no episode</text>"#
        }
        let middle = Self.number(y + Self.bar / 2)
        let (low, high) = (Self.number(Self.place(rate.low)), Self.number(Self.place(rate.high)))
        let ends = [low, high].map {
            #"<line class="whisker" x1="\#($0)" x2="\#($0)" y1="\#(Self.number(y + 4))" y2="\#(Self.number(y + Self.bar - 4))"/>"#
        }
        return """
            <g class="p\(policy % 5)">\(track)\(rectangle("bar", x: 0, share: share, y: y))\
            <line class="whisker" x1="\(low)" x2="\(high)" y1="\(middle)" y2="\(middle)"/>\(ends.joined())\
            <text \(textPlace)>\(SuccessRate.percent(share)) %  <tspan class="soft">\(SuccessRate.percent(rate.low)) to \
            \(SuccessRate.percent(rate.high))</tspan></text></g>
            """
    }

    private func rectangle(_ kind: String, x: Double, share: Double, y: Double) -> String {
        """
        <rect class="\(kind)" x="\(Self.number(Self.place(x)))" y="\(Self.number(y))" \
        width="\(Self.number(share * Self.plot))" height="\(Self.number(Self.bar))" rx="2"/>
        """
    }

    private func grid(to bottom: Double) -> String {
        [0, 25, 50, 75, 100].map { percent in
            let x = Self.number(Self.place(Double(percent) / 100))
            return """
                <line class="grid" x1="\(x)" x2="\(x)" y1="0" y2="\(Self.number(bottom))"/>\
                <text class="soft" text-anchor="middle" x="\(x)" y="\(Self.number(bottom + 15))">\(percent) %</text>
                """
        }.joined(separator: "\n")
    }

    private static func place(_ share: Double) -> Double { left + share * plot }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(format: "%.1f", value)
    }
}
