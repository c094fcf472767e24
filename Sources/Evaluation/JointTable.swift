import Dataset
import Embodiment

/// What the joints of a dataset are called and how far they go.
public struct JointTable: Sendable, Equatable {
    private let names: [String: [String]]
    private let ranges: [String: [Double]]

    /// - Parameters:
    ///   - names: per joint group, one for every joint.
    ///   - ranges: per joint group, the largest less the smallest action of every joint.
    public init(names: [String: [String]] = [:], ranges: [String: [Double]] = [:]) {
        self.names = names
        self.ranges = ranges
    }

    /// Names from the features of `meta/info.json`, ranges from the statistics.
    public init(_ dataset: LeRobotDataset, metadata: DatasetMetadata) {
        var names: [String: [String]] = [:]
        for (group, slice) in dataset.modalityMap.action {
            guard let feature = dataset.info.features[slice.column(.action)], let all = feature.names,
                all.count >= slice.end, slice.start >= 0, slice.start < slice.end
            else { continue }
            names[group] = Array(all[slice.start..<slice.end])
        }
        self.names = names
        ranges = metadata.statistics.action.mapValues { zip($0.max, $0.min).map { $0 - $1 } }
    }

    /// `count` names of a group's joints: those of the dataset, or `left_arm[0]`. Names that repeat in the group, or that only
    /// number the motors (NVIDIA's `motor_0`), say less than the latter.
    func names(of group: String, count: Int) -> [String] {
        let given = names[group] ?? []
        let says = Set(given).count == given.count && !given.contains { $0.hasPrefix("motor_") || Int($0) != nil }
        return given.count == count && says ? given : (0..<count).map { "\(group)[\($0)]" }
    }

    func ranges(of group: String) -> [Double] { ranges[group] ?? [] }
}
