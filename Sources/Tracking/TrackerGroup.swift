import Foundation

/// Several trackers as one that never fails: watching a training must not end it.
///
/// A tracker that fails (a full disk, a directory that went away) is reported once and gets no more numbers; the others go on.
public final class TrackerGroup: Tracker {
    private var trackers: [(name: String, tracker: any Tracker)]
    private let warn: (String) -> Void

    /// Trackers that were begun elsewhere.
    ///
    /// - Parameters:
    ///   - trackers: with the names that warnings have for them.
    ///   - warn: takes a sentence for the user.
    public init(_ trackers: [(name: String, tracker: any Tracker)], warn: @escaping (String) -> Void) {
        self.trackers = trackers
        self.warn = warn
    }

    /// The trackers of a run: always `log.jsonl`, and what `kinds` ask for. One that cannot begin is reported and left out.
    ///
    /// - Parameters:
    ///   - directory: of the run's output; event files go to `tensorboard/` in it, W&B's files to `wandb/`.
    ///   - kinds: as ``TrackerKind/parse(_:)`` returns them.
    ///   - run: for W&B; nil leaves it out even where `kinds` has it, as `WANDB_MODE=disabled` does.
    ///   - step: of the checkpoint that the run goes on from.
    ///   - warn: takes a sentence for the user.
    public static func open(
        directory: URL, kinds: [TrackerKind], run: WandBRun?, resumingAt step: Int?, warn: @escaping (String) -> Void
    ) -> TrackerGroup {
        var trackers: [(name: String, tracker: any Tracker)] = []
        func add(_ name: String, _ open: () throws -> any Tracker) {
            do { trackers.append((name, try open())) } catch {
                warn("\(name): \(error); the run is not reported there")
            }
        }
        let isAll = kinds.contains(.all)
        add(JSONLTracker.fileName) {
            try JSONLTracker(file: directory.appending(path: JSONLTracker.fileName), resumingAt: step)
        }
        if isAll || kinds.contains(.tensorboard) {
            add("tensorboard") {
                try TensorBoardTracker(directory: directory.appending(path: "tensorboard"), resumingAt: step)
            }
        }
        if isAll || kinds.contains(.wandb), let run {
            add("wandb") { try WandBTracker(directory: directory, run: run, resumingAt: step) }
        }
        return TrackerGroup(trackers, warn: warn)
    }

    /// Names of the trackers that still take numbers.
    public var names: [String] { trackers.map(\.name) }

    /// As ``Tracker/log(_:step:)``, but a failure is a warning.
    public func log(_ values: [(name: String, value: Double)], step: Int) {
        trackers.removeAll { name, tracker in
            do {
                try tracker.log(values, step: step)
                return false
            } catch {
                warn("\(name): \(error); it gets no more numbers of this run")
                return true
            }
        }
    }

    /// As ``Tracker/finish(exitCode:)``, but a failure is a warning.
    public func finish(exitCode: Int) {
        for (name, tracker) in trackers {
            do { try tracker.finish(exitCode: exitCode) } catch { warn("\(name): \(error)") }
        }
        trackers = []
    }
}
