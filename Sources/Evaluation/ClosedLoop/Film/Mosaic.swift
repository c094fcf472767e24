import Foundation
import Media

/// A video of many episodes side by side.
enum Mosaic {
    /// One episode of it.
    struct Cell: Sendable {
        let instruction: String
        let isSuccess: Bool
        /// JPEGs of ``width`` x ``height``, one per control step.
        let frames: [[UInt8]]
    }

    /// Of a cell's picture, in pixels.
    static let (width, height) = (224, 168)
    /// How many episodes a mosaic holds.
    static let capacity = 24
    private static let caption = 22

    /// Which of `count` episodes are shown: evenly over all.
    static func places(of count: Int) -> Set<Int> {
        let shown = min(count, capacity)
        return Set((0..<shown).map { $0 * count / shown })
    }

    /// What a cell keeps of one control step. Throws `MediaError`.
    static func frame(_ view: Image) throws(MediaError) -> [UInt8] {
        try ImageFile.encodeJPEG(view.resized(height: height, width: width), quality: 92)
    }

    /// Writes the video; cells without a picture are left out. Where an episode has ended, its last picture stays,
    /// framed.
    ///
    /// - Returns: false where there is nothing to show, and then no file.
    /// - Throws: `MediaError`, `PlotError`.
    static func write(_ cells: [Cell], to url: URL) throws -> Bool {
        let cells = cells.filter { !$0.frames.isEmpty }
        guard let steps = cells.map(\.frames.count).max() else { return false }
        // Half as many columns again as rows: about 16:9, of cells that are a little wider than high.
        let columns = max(1, Int((Double(cells.count) * 1.5).squareRoot().rounded()))
        let rows = (cells.count + columns - 1) / columns
        let cellHeight = height + caption
        var sheet = PictureSheet(width: columns * width, height: rows * cellHeight)
        let writer = try VideoWriter(
            url, width: columns * width, height: rows * cellHeight, framesPerSecond: EpisodeFilm.framesPerSecond,
            gop: 20)
        for step in 0..<steps + 2 * EpisodeFilm.framesPerSecond {
            for (index, cell) in cells.enumerated() where step <= cell.frames.count {
                let (x, y) = (index % columns * width, index / columns * cellHeight)
                if step < cell.frames.count {
                    sheet.place(try ImageFile.decode(cell.frames[step]), x: x, y: y)
                }
                let hasEnded = step == cell.frames.count
                guard step == 0 || hasEnded else { continue }
                let state: Caption.State = !hasEnded ? .running : cell.isSuccess ? .success : .failure
                let text = try Caption.image(
                    cell.instruction, state: state, width: width, height: caption, size: 11)
                sheet.place(text, x: x, y: y + height)
                if hasEnded {
                    sheet.frame(x: x, y: y, width: width, height: height, thickness: 4, state.colour)
                }
            }
            try writer.append(sheet.image)
        }
        try writer.finish()
        return true
    }
}
