import Dataset
import Embodiment

/// One vector of the parquet files, and how the modality map cuts it into joint groups.
struct VectorSummary: Encodable {
    let column: String
    let width: Int
    let groups: [Group]
    /// Ranges that belong to no group: the model never sees them.
    let uncovered: [String]
    /// Ranges that belong to more than one.
    let overlapping: [String]

    struct Group: Encodable {
        let key: String
        let start: Int
        let end: Int
        let absolute: Bool
        let rotation: String?

        var range: Range<Int> { start..<end }
        var text: String { "\(start) ..< \(end)" }
    }

    /// Every vector that the map uses.
    ///
    /// - Precondition: the map was validated against `info`.
    static func all(_ info: DatasetInfo, _ map: ModalityMap) -> [VectorSummary] {
        [Modality.state, .action].flatMap { modality in
            let names = map.names(modality)
            let slices = names.compactMap { name in map.slices(modality)[name].map { (name, $0) } }
            let columns = slices.map { $0.1.column(modality) }
            return Set(columns).sorted().map { column in
                VectorSummary(
                    column, width: info.features[column]?.width ?? 0,
                    groups: slices.filter { $0.1.column(modality) == column }.map { name, slice in
                        Group(
                            key: "\(modality.rawValue).\(name)", start: slice.start, end: slice.end,
                            absolute: slice.absolute, rotation: slice.rotationType?.rawValue)
                    })
            }
        }
    }

    private init(_ column: String, width: Int, groups: [Group]) {
        self.column = column
        self.width = width
        self.groups = groups
        uncovered = Self.ranges(of: groups, width) { $0 == 0 }
        overlapping = Self.ranges(of: groups, width) { $0 > 1 }
    }

    /// The longest ranges whose numbers belong to as many groups as `condition` asks for, as text. Between two ends of
    /// groups nothing changes, so a vector may be of any width.
    private static func ranges(of groups: [Group], _ width: Int, where condition: (Int) -> Bool) -> [String] {
        let ends = Set([0, width] + groups.flatMap { [$0.start, $0.end] }).sorted()
        var ranges: [Range<Int>] = []
        for (start, end) in zip(ends, ends.dropFirst()) {
            guard condition(groups.count { $0.range.contains(start) }) else { continue }
            if let last = ranges.last, last.upperBound == start {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges.map { "\($0.lowerBound) ..< \($0.upperBound)" }
    }

    /// The vector as a bar with `group` filled: one character per number, or a share of them where it is long.
    func bar(of group: Group) -> String {
        let length = min(width, 48)
        return (0..<length).map { cell in
            let numbers = cell * width / length..<max(cell * width / length + 1, (cell + 1) * width / length)
            return numbers.overlaps(group.range) ? "█" : "·"
        }.joined()
    }
}
