import Dataset
import Embodiment
import Plotting

/// A joint group over one episode: state and action of one name.
struct JointGroupSeries {
    let name: String
    /// [L, D]; `nil` where the dataset has no such state or action.
    let state: Matrix?
    let action: Matrix?
    /// One per number, where `meta/info.json` has them.
    let joints: [String]?

    var width: Int { max(state?.columns ?? 0, action?.columns ?? 0) }

    /// Whether any number of it changes.
    var moves: Bool {
        [state, action].compactMap(\.self).contains { matrix in
            (0..<matrix.columns).contains { column in
                (0..<matrix.rows).contains { matrix[$0, column] != matrix[0, column] }
            }
        }
    }

    /// Every name of the modality map, in the order of the state's numbers, then those that only the action has.
    static func all(of dataset: LeRobotDataset, episode: Int) throws -> [JointGroupSeries] {
        let map = dataset.modalityMap
        let states = map.names(.state)
        return try (states + map.names(.action).filter { !states.contains($0) }).map { name in
            func series(_ modality: Modality) throws -> Matrix? {
                try map.slices(modality)[name].map { _ in
                    try dataset.series(ModalityKey(modality, name), episode: episode)
                }
            }
            return JointGroupSeries(
                name: name, state: try series(.state), action: try series(.action), joints: joints(name, dataset))
        }
    }

    private static func joints(_ name: String, _ dataset: LeRobotDataset) -> [String]? {
        for modality in [Modality.state, .action] {
            guard let slice = dataset.modalityMap.slices(modality)[name],
                let feature = dataset.info.features[slice.column(modality)], let names = feature.names,
                names.count == feature.width
            else { continue }
            return Array(names[slice.start..<slice.end])
        }
        return nil
    }

    /// One chart, or one per joint. State and action of a joint have one colour; where the action is of another width, it
    /// has charts of its own.
    func charts(framesPerSecond: Double, perJoint: Bool) -> [LineChart] {
        guard let state, let action, state.columns != action.columns else {
            return Self.charts(name, state: state, action: action, joints, framesPerSecond, perJoint)
        }
        return Self.charts("\(name) (state)", state: state, action: nil, nil, framesPerSecond, perJoint)
            + Self.charts("\(name) (action)", state: nil, action: action, nil, framesPerSecond, perJoint)
    }

    private static func charts(
        _ name: String, state: Matrix?, action: Matrix?, _ joints: [String]?, _ framesPerSecond: Double,
        _ perJoint: Bool
    ) -> [LineChart] {
        let width = max(state?.columns ?? 0, action?.columns ?? 0)
        func joint(_ index: Int) -> String { joints.flatMap { index < $0.count ? $0[index] : nil } ?? "\(index)" }
        func lines(_ index: Int, legend: String) -> [Series] {
            let color = Color.palette[perJoint ? 0 : index % Color.palette.count]
            func line(_ matrix: Matrix?, _ name: String, _ dash: Dash) -> [Series] {
                guard let matrix else { return [] }
                let values = (0..<matrix.rows).map { matrix[$0, index] }
                return [Series(name, y: values, step: 1 / framesPerSecond, color: color, dash: dash)]
            }
            // The action below, so that its gaps let the state through.
            return line(action, state == nil ? legend : "", .dashed) + line(state, legend, .solid)
        }
        guard perJoint else {
            // No more joints in a chart than there are colours.
            let size = Color.palette.count
            return stride(from: 0, to: width, by: size).map { start in
                let range = start..<min(start + size, width)
                return LineChart(
                    title: width > size ? "\(name), \(range.lowerBound) ..< \(range.upperBound)" : name,
                    series: range.flatMap { lines($0, legend: joint($0)) })
            }
        }
        return (0..<width).map { index in
            LineChart(
                title: width == 1 && joints == nil ? name : "\(name): \(joint(index))", series: lines(index, legend: "")
            )
        }
    }
}
