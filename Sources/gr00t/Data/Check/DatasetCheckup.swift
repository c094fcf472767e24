import Dataset
import Embodiment
import Foundation
import Transforms

/// Everything that can be wrong with a dataset, in the order in which one thing depends on another: what cannot be read hides
/// only what is read with its help.
struct DatasetCheckup {
    let root: URL
    /// One part of the check: what was looked at, and what is wrong with it.
    struct Part: Encodable {
        let name: String
        var summary = ""
        var problems: [String] = []
    }

    private(set) var parts: [Part] = []
    private var reported: Set<String> = []
    /// Files that were written.
    private(set) var written: [String] = []

    var problems: [String] { parts.flatMap(\.problems) }

    init(_ root: URL) { self.root = root }

    /// - Parameters:
    ///   - fix: writes `meta/modality.json` and statistics where there are none, nothing else.
    ///   - config: whose keys the dataset must have.
    ///   - progress: called with the number of episodes done, and of all.
    mutating func run(fix: Bool, config: DataConfig?, progress: (Int, Int) -> Void) {
        guard let info = checkInfo() else { return }
        let map = checkModalityMap(info, fix: fix)
        if let config { check(config, map) }
        guard let dataset = checkLists(info, map) else { return }
        checkFiles(dataset)
        checkEpisodes(dataset, progress)
        checkStatistics(dataset, fix: fix)
    }

    mutating func begin(_ name: String) { parts.append(Part(name: name)) }

    mutating func conclude(_ summary: String) { parts[parts.count - 1].summary = summary }

    mutating func wrote(_ path: String) { written.append(path) }

    /// Adds a problem to the latest part, once, on one line.
    mutating func add(_ problem: String) {
        let line = problem.split(whereSeparator: \.isNewline).joined(separator: " ")
        if reported.insert(line).inserted { parts[parts.count - 1].problems.append(line) }
    }

    /// The value of `body`; what it throws becomes a problem.
    mutating func attempt<Value>(_ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch {
            add("\(error)")
            return nil
        }
    }

    private mutating func checkInfo() -> DatasetInfo? {
        begin(DatasetInfo.path)
        let root = root
        guard let info = attempt({ try DatasetInfo(dataset: root) }) else { return nil }
        conclude("LeRobot \(info.version.rawValue), \(info.features.count) features")
        return info
    }

    /// The episode list, the task table, and what `meta/info.json` says of both.
    private mutating func checkLists(_ info: DatasetInfo, _ map: ModalityMap) -> LeRobotDataset? {
        begin("episodes and tasks")
        let root = root
        let options = DatasetOptions(frameCacheBytes: 256 << 20, verification: .whenRead)
        let opened = attempt { try LeRobotDataset(root, modalityMap: map, options: options) }
        guard let dataset = opened else { return nil }
        let file = root.appending(path: DatasetInfo.path).path
        for (key, promised, found) in [
            ("total_episodes", info.totalEpisodes, dataset.episodes.count),
            ("total_frames", info.totalFrames, dataset.stepCount),
            ("total_tasks", info.totalTasks, dataset.tasks.tasks.count),
        ] {
            guard let promised, promised != found else { continue }
            add(
                "\(file), key '\(key)': is \(promised), but the lists in meta/ have \(found). Correct whichever is wrong."
            )
        }
        conclude("\(dataset.episodes.count) episodes, \(dataset.stepCount) steps, \(dataset.tasks.tasks.count) tasks")
        return dataset
    }

    private mutating func checkEpisodes(_ dataset: LeRobotDataset, _ progress: (Int, Int) -> Void) {
        begin("rows and pictures")
        let errors = dataset.check { progress($0, dataset.episodes.count) }
        for error in errors { add("\(error)") }
        let cameras = dataset.modalityMap.video.count
        conclude("every row of every episode; every frame of \(cameras) camera\(cameras == 1 ? "" : "s") decoded")
    }
}
