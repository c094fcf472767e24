import Foundation

extension SampleSummary {
    /// For people: what there was, and what the model gets.
    var text: String {
        """

        Episode \(episode), row \(row) of \(episodeLength): \(String(format: "%g", Double(row) / framesPerSecond)) s \
        after its start. The pictures are frame \(row) of its videos.

        Pictures
        \(indented(pictureText))
          What the vision tower reads of them is (x / 255 - 0.5) / 0.5, in -1...1.

        Prompt, \(promptTokens) tokens
        \(indented(prompt))

        State \(Format.shape(stateShape)): \(stateKept) numbers, \(stateShape.reduce(1, *) - stateKept) zeros of padding
        \(indented(table(states)))

        Actions to learn \(Format.shape(actionShape)): \(actionKept) numbers count, \
        \(actionShape.reduce(1, *) - actionKept) are padding that the mask leaves out
        \(indented(table(actions)))\(pastEnd)
        """
    }

    private var pictureText: String {
        var table = Table([
            ("camera", .left), ("recorded", .left), ("kept", .left), ("for the model", .left), ("image tokens", .right),
        ])
        for picture in pictures {
            let tile = "\(picture.tileSize)x\(picture.tileSize)"
            table.add(
                picture.key, "\(picture.width)x\(picture.height)", "\(picture.keptWidth)x\(picture.keptHeight)",
                picture.tiles == 1 ? tile : "\(picture.tiles) tiles of \(tile)", "\(picture.tokens)")
        }
        return table.text
    }

    private func table(_ groups: [Group]) -> String {
        var table = Table([
            ("key", .left), ("step", .right), ("in the dataset", .left), ("for the model", .left), ("columns", .left),
        ])
        for group in groups {
            table.add(
                group.key, group.delta == 0 ? "now" : "\(group.delta > 0 ? "+" : "")\(group.delta)",
                group.values.map { String(format: "%7.2f", $0) }.joined(separator: " "),
                group.modelValues.map { String(format: "%+.2f", $0) }.joined(separator: " "),
                "\(group.column) ..< \(group.column + group.modelValues.count)")
        }
        return table.text
    }

    private var pastEnd: String {
        guard stepsPastEnd > 0 else { return "" }
        return
            "\n  \(stepsPastEnd) of the \(actionShape[0]) steps lie past the end of the episode: absolute values "
            + "repeat its last row, relative ones are zero."
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
            .joined(separator: "\n")
    }
}
