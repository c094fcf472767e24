import Embodiment
import Foundation

/// A chunk of actions for a terminal: a table per joint group, in the units of the dataset.
struct ChunkText {
    let text: String

    init(_ reply: ActionReply, seconds: Double) {
        var parts: [String] = []
        for (name, matrix) in (reply.chunks.first?.actions ?? [:]).sorted(by: { $0.key < $1.key }) {
            var table = Table([("step", .right)] + (0..<matrix.columns).map { ("\(name)[\($0)]", .right) })
            for row in 0..<matrix.rows {
                table.add(["\(row)"] + matrix.row(row).map { String(format: "%.4f", $0) })
            }
            parts.append("action.\(name)  \(Format.shape([matrix.rows, matrix.columns]))\n\(table.text)")
        }
        let stages = reply.timing.map { "\($0.stage) \(Format.seconds($0.milliseconds / 1000))" }
        parts.append(
            "answered in \(Format.seconds(seconds))"
                + (stages.isEmpty ? "" : "; on the server: \(stages.joined(separator: ", "))"))
        parts += reply.notices.map { "note: \($0)" }
        text = parts.joined(separator: "\n\n")
    }
}
