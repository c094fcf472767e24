import Foundation
import Simulation
import Synchronization

/// Makes the cameras of an evaluation's episodes, and collects what they take.
final class FilmStudio: Sendable {
    /// What is kept of one episode.
    struct Take: Sendable {
        var footage: EpisodeFootage
        /// The video's path from the report's directory; nil where there is none.
        var video: String?
    }

    private let directory: URL
    private let choice: VideoChoice
    private let label: String
    /// The names of the episodes that the mosaic shows.
    private let chosen: Set<String>
    private let takes = Mutex<[String: Take]>([:])

    /// - Parameter directory: of the videos, within the report's.
    init(_ plan: EvaluationPlan, directory: URL, choice: VideoChoice, policy: EvaluatedPolicy) {
        self.directory = directory
        self.choice = choice
        label = policy.description.label
        chosen = choice == .none ? [] : Set(Mosaic.places(of: plan.items.count).map { plan.items[$0].name })
    }

    /// Throws ``ClosedLoopError/unwritable(path:reason:)``.
    func open() throws(ClosedLoopError) {
        if films { try EvaluationFolder.make(directory) }
    }

    /// The camera of an episode. Throws `MediaError`, `PlotError`.
    func camera(of item: EvaluationPlan.Item, _ spec: EpisodeSpec) throws -> EpisodeCamera {
        let film =
            films
            ? try EpisodeFilm(
                directory.appending(path: "\(item.name).mp4"), instruction: spec.instruction.text,
                note: "\(label) · seed \(item.seed)") : nil
        return EpisodeCamera(item.name, film: film, isInMosaic: chosen.contains(item.name), studio: self)
    }

    /// What is kept of an episode; forgotten here then.
    func takeFootage(of item: EvaluationPlan.Item) -> Take? {
        takes.withLock { $0.removeValue(forKey: item.name) }
    }

    func keep(_ footage: EpisodeFootage, of name: String, hasFilm: Bool) {
        let video = hasFilm ? "\(directory.lastPathComponent)/\(name).mp4" : nil
        takes.withLock { $0[name] = Take(footage: footage, video: video) }
    }

    /// Whether the video of an episode that ended so is wanted.
    func wantsFilm(afterSuccess success: Bool) -> Bool { choice == .all || choice == .failures && !success }

    private var films: Bool { choice == .failures || choice == .all }
}
