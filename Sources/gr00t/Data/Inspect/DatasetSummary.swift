import Dataset
import Embodiment
import Foundation

/// What is in a dataset, as `gr00t data inspect` tells it.
struct DatasetSummary: Encodable {
    let path: String
    let version: String
    let robotType: String?
    let episodes: Int
    let steps: Int
    let framesPerSecond: Double
    let seconds: Double
    /// Where the columns were looked up.
    let firstDataFile: String
    let columns: [ColumnSummary]
    /// Whether `meta/modality.json` is missing, so that names were guessed.
    let modalityMapIsGuessed: Bool
    let vectors: [VectorSummary]
    let annotations: [AnnotationSummary]
    let cameras: [CameraSummary]
    let tasks: [TaskSummary]
    let lengths: LengthSummary
    let firstRows: [FirstRows]
    let dataConfigs: [DataConfigFit]

    struct AnnotationSummary: Encodable {
        let key: String
        let column: String
    }

    struct TaskSummary: Encodable {
        let index: Int
        let text: String
        let episodes: Int
    }

    struct LengthSummary: Encodable {
        let shortest: Int
        let median: Int
        let longest: Int
        let episodes: [EpisodeSummary]
    }

    struct EpisodeSummary: Encodable {
        let index: Int
        let length: Int
        let tasks: [String]
    }

    /// The first rows of a joint group in the first episode.
    struct FirstRows: Encodable {
        let key: String
        let rows: [[Double]]
    }

    /// - Parameter rows: how many first rows to show.
    /// - Throws: `DatasetError`, `ParquetError`: what cannot be read.
    init(_ path: String, rows: Int) throws {
        let root = try DatasetLocation.directory(path)
        let info = try DatasetInfo(dataset: root)
        let hasMap = FileManager.default.fileExists(atPath: root.appending(path: ModalityMap.path).path)
        let dataset = try LeRobotDataset(
            root, modalityMap: hasMap ? nil : ModalityMap(guessedFrom: info),
            options: DatasetOptions(verification: .none))
        try self.init(dataset, path: path, rows: rows, mapIsGuessed: !hasMap)
    }

    private init(_ dataset: LeRobotDataset, path: String, rows: Int, mapIsGuessed: Bool) throws {
        let (info, map, list) = (dataset.info, dataset.modalityMap, dataset.episodes)
        self.path = path
        version = info.version.rawValue
        robotType = info.robotType
        episodes = list.count
        steps = dataset.stepCount
        framesPerSecond = info.framesPerSecond
        seconds = Double(dataset.stepCount) / info.framesPerSecond
        // The episode list is never empty: the dataset would not open.
        firstDataFile = try list.first.map { try info.dataPath(of: $0) } ?? ""
        columns = try ColumnSummary.all(of: dataset.root.appending(path: firstDataFile), info, map)
        modalityMapIsGuessed = mapIsGuessed
        vectors = VectorSummary.all(info, map)
        annotations = map.annotation.keys.sorted().map {
            AnnotationSummary(key: "annotation.\($0)", column: map.column(annotation: $0))
        }
        cameras = CameraSummary.all(in: dataset)
        tasks = dataset.tasks.tasks.sorted { $0.key < $1.key }.map { index, text in
            TaskSummary(index: index, text: text, episodes: list.count { $0.tasks.contains(text) })
        }
        let sorted = list.map(\.length).sorted()
        lengths = LengthSummary(
            shortest: sorted.first ?? 0, median: sorted.isEmpty ? 0 : sorted[sorted.count / 2],
            longest: sorted.last ?? 0,
            episodes: list.map { EpisodeSummary(index: $0.index, length: $0.length, tasks: $0.tasks) })
        firstRows = try Self.firstRows(of: dataset, rows)
        dataConfigs = DataConfigFit.builtIn(for: map, robot: dataset.info.robotType)
    }

    private static func firstRows(of dataset: LeRobotDataset, _ count: Int) throws -> [FirstRows] {
        guard let episode = dataset.episodes.first, count > 0 else { return [] }
        return try [Modality.state, .action].flatMap { modality in
            try dataset.modalityMap.names(modality).map { name in
                let key = ModalityKey(modality, name)
                let series = try dataset.series(key, episode: episode.index)
                return FirstRows(
                    key: key.description, rows: (0..<min(count, series.rows)).map { Array(series.row($0)) })
            }
        }
    }
}
