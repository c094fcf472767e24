import Foundation
import Media
import Simulation

/// Looks on while an episode happens, and keeps what the report needs: the first and the last view, frames for the
/// mosaic, a video.
final class EpisodeCamera {
    private let name: String
    private let film: EpisodeFilm?
    private let isInMosaic: Bool
    private let studio: FilmStudio
    private var first: [UInt8] = []
    private var frames: [[UInt8]] = []

    /// - Parameters:
    ///   - name: of the episode.
    ///   - film: nil makes no video.
    ///   - isInMosaic: whether frames are kept for it.
    init(_ name: String, film: EpisodeFilm?, isInMosaic: Bool, studio: FilmStudio) {
        self.name = name
        self.film = film
        self.isInMosaic = isInMosaic
        self.studio = studio
    }

    /// To be called before each control step. Throws `WorldError`, `PhysicsError`, `MediaError`.
    func look(at moment: EpisodeMoment) throws {
        // A view takes as long as the step itself.
        if moment.step == 0 || film != nil || isInMosaic { _ = try take(moment) }
    }

    /// To be called after the last control step. Throws as ``look(at:)``, and `PlotError`.
    func end(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) throws {
        let last = try take(moment)
        let hasFilm = film != nil && studio.wantsFilm(afterSuccess: outcome.success)
        if hasFilm {
            let steps = "\(outcome.steps) steps"
            try film?.finish(
                outcome.success ? "done in \(steps)" : "\(outcome.failure?.title ?? "failed"), after \(steps)",
                isSuccess: outcome.success)
        }
        studio.keep(
            EpisodeFootage(pictures: EpisodePictures(first: first, last: try Self.jpeg(last)), frames: frames),
            of: name, hasFilm: hasFilm)
    }

    private func take(_ moment: EpisodeMoment) throws -> Image {
        let view = try moment.world.viewerImage(width: EpisodeFilm.viewWidth, height: EpisodeFilm.viewHeight)
        if first.isEmpty { first = try Self.jpeg(view) }
        if isInMosaic { frames.append(try Mosaic.frame(view)) }
        if let film {
            let seen = try moment.observation().video
            try film.append(view: view, cameras: ["front", "wrist"].compactMap { seen[$0]?.last })
        }
        return view
    }

    private static func jpeg(_ view: Image) throws(MediaError) -> [UInt8] {
        try ImageFile.encodeJPEG(view, quality: 85)
    }
}
