extension ModalityMap {
    /// A first map for a plain LeRobot dataset: joints named `gripper` are a group `gripper`, the others `single_arm`, each
    /// with `left_` or `right_` in front where the joint's name begins so. A person should look at it before training.
    ///
    /// For LeRobot's SO-100 it is GR00T's own map: `single_arm` [0, 5) and `gripper` [5, 6).
    public init(guessedFrom info: DatasetInfo) {
        func groups(_ column: String) -> [String: VectorSlice] {
            guard let feature = info.features[column], feature.isNumeric else { return [:] }
            return Self.groups(width: feature.width, names: feature.names)
        }
        let videos = info.features.filter(\.value.isVideo).keys.map { column in
            (String(column.trimmingPrefix("observation.images.")), Source(originalKey: column))
        }
        self.init(
            state: groups("observation.state"), action: groups("action"),
            video: Dictionary(videos) { first, _ in first },
            annotation: ["human.task_description": Source(originalKey: "task_index")])
    }

    /// Neighbouring joints of one group become one slice. Without a name for every joint there is one group, `joints`.
    private static func groups(width: Int, names: [String]?) -> [String: VectorSlice] {
        guard let names, names.count == width else { return ["joints": VectorSlice(start: 0, end: width)] }
        var groups: [String: VectorSlice] = [:]
        var current = ""
        for (index, name) in names.enumerated() {
            let group = group(of: name)
            if groups[current]?.end == index, current == group || current.hasPrefix("\(group)_part") {
                groups[current]?.end = index + 1
            } else {
                // A group that was left and comes back is another slice.
                let part = groups.keys.count { $0 == group || $0.hasPrefix("\(group)_part") }
                current = part == 0 ? group : "\(group)_part\(part + 1)"
                groups[current] = VectorSlice(start: index, end: index + 1)
            }
        }
        return groups
    }

    private static func group(of joint: String) -> String {
        let joint = joint.lowercased()
        let side = ["left", "right"].first { joint.hasPrefix("\($0)_") || joint.hasPrefix("\($0).") }
        let part = joint.contains("gripper") ? "gripper" : "arm"
        if let side { return "\(side)_\(part)" }
        return part == "gripper" ? part : "single_arm"
    }
}
