import Foundation
import Media

/// The video of one episode: a view from beside, what the policy sees of both cameras, what it was told and what became
/// of it.
///
/// The file is there only after ``finish(_:isSuccess:)``.
final class EpisodeFilm {
    /// Of the view from beside, in pixels.
    static let (viewWidth, viewHeight) = (480, 360)
    private static let (camera, caption) = (180, 40)
    private static let width = viewWidth + camera
    /// Control steps per second.
    static let framesPerSecond = 10

    private let writer: VideoWriter
    private let instruction: String
    private let note: String
    private let running: Image
    private var last: PictureSheet?

    /// - Parameter note: who acts, in which scene.
    /// - Throws: `MediaError`, `PlotError`.
    init(_ url: URL, instruction: String, note: String) throws {
        (self.instruction, self.note) = (instruction, note)
        running = try Caption.image(
            instruction, note: note, state: .running, width: Self.width, height: Self.caption, size: 15)
        writer = try VideoWriter(
            url, width: Self.width, height: Self.viewHeight + Self.caption, framesPerSecond: Self.framesPerSecond,
            gop: 20)
    }

    /// Adds one control step. Throws `MediaError`.
    ///
    /// - Parameter cameras: what the policy sees, at most two.
    func append(view: Image, cameras: [Image]) throws(MediaError) {
        var sheet = PictureSheet(width: Self.width, height: Self.viewHeight + Self.caption)
        sheet.place(view, x: 0, y: 0)
        for (index, camera) in cameras.enumerated() {
            sheet.place(
                camera.resized(height: Self.camera, width: Self.camera), x: Self.viewWidth, y: index * Self.camera)
        }
        sheet.place(running, x: 0, y: Self.viewHeight)
        last = sheet
        try writer.append(sheet.image)
    }

    /// Shows the last picture for a second more, with the outcome under it, and gives the file its name. Throws
    /// `MediaError`, `PlotError`.
    func finish(_ outcome: String, isSuccess: Bool) throws {
        guard var sheet = last else { return }
        let caption = try Caption.image(
            outcome, note: instruction, state: isSuccess ? .success : .failure, width: Self.width,
            height: Self.caption, size: 15)
        sheet.place(caption, x: 0, y: Self.viewHeight)
        for _ in 0..<Self.framesPerSecond { try writer.append(sheet.image) }
        try writer.finish()
    }
}
