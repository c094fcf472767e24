import Dataset

/// What must not change about a dataset while a run on it is interrupted: otherwise the same position is another sample.
public struct DataFingerprint: Sendable, Equatable, Codable {
    public let episodes: Int
    public let steps: Int
    /// FNV-1a over the indices and lengths of the episodes.
    public let layout: UInt64

    public init(_ dataset: LeRobotDataset) {
        episodes = dataset.episodes.count
        steps = dataset.stepCount
        layout = dataset.episodes.flatMap { [$0.index, $0.length] }.reduce(0xcbf2_9ce4_8422_2325) {
            ($0 ^ UInt64(bitPattern: Int64($1))) &* 0x0000_0100_0000_01b3
        }
    }
}
