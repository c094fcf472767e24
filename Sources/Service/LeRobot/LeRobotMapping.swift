import Embodiment
import Wire

/// How the observation of a LeRobot robot becomes the policy's: numbers by motor, pictures by camera, a task.
///
/// The motors, in the robot's order, fill the policy's state keys, in the policy's order, by their widths. Cameras go
/// by name; where no name is shared and the counts are equal, by order.
public struct LeRobotMapping: Sendable, Equatable, CustomStringConvertible {
    /// A key of the policy's state and how many numbers it has.
    public struct Group: Sendable, Equatable {
        public let name: String
        public let width: Int

        public init(_ name: String, width: Int) {
            self.name = name
            self.width = width
        }
    }

    /// A camera of the robot and the policy's video key, without `video.`.
    public struct Camera: Sendable, Equatable {
        public let name: String
        public let key: String
    }

    public let motors: [String]
    public let groups: [Group]
    public let cameras: [Camera]
    /// Whether no camera had a name of the policy's, so that they go by order.
    public let areCamerasByOrder: Bool
    /// The policy's key of the instruction, without `annotation.`.
    public let language: String?

    /// - Parameters:
    ///   - features: `lerobot_features` of the client's instructions: `observation.state` with the names of the motors,
    ///     `observation.images.<camera>`.
    ///   - renames: `rename_map` of the same: from a name of the robot's to the policy's, with or without prefixes.
    ///   - configs: of the policy: `video`, `state`, `language`.
    ///   - stateWidths: by state key without `state.`.
    /// - Throws: ``LeRobotError``, with both sides where they differ.
    public init(
        features: [WireField], renames: [String: String] = [:], configs: [String: ModalityConfig],
        stateWidths: [String: Int]
    ) throws(LeRobotError) {
        for config in ["video", "state"].compactMap({ configs[$0] }) where config.deltaIndices.count > 1 {
            let key = config.modalityKeys.first.map(\.description) ?? ""
            throw .history(key: key, steps: config.deltaIndices.count)
        }
        groups = try Self.groups(configs["state"], stateWidths)
        motors = try Self.motors(features)
        let wanted = groups.reduce(0) { $0 + $1.width }
        guard motors.count == wanted else {
            throw .motors(robot: motors, policy: groups.map { "state.\($0.name): \($0.width)" }, wanted: wanted)
        }
        let keys = configs["video"]?.modalityKeys.map(\.name) ?? []
        (cameras, areCamerasByOrder) = try Self.cameras(features, renames, keys)
        language = configs["language"]?.modalityKeys.first?.name
    }

    public var description: String {
        let states = groups.map { "state.\($0.name) (\($0.width))" }.joined(separator: ", ")
        let videos = cameras.map { "\($0.name) -> video.\($0.key)" }.joined(separator: ", ")
        return "\(motors.joined(separator: ", ")) -> \(states); \(videos.isEmpty ? "no cameras" : videos)"
    }

    private static func groups(
        _ config: ModalityConfig?, _ widths: [String: Int]
    ) throws(LeRobotError) -> [Group] {
        var groups: [Group] = []
        for key in config?.modalityKeys ?? [] {
            guard let width = widths[key.name], width > 0 else { throw .noStateWidth(key.name) }
            groups.append(Group(key.name, width: width))
        }
        return groups
    }

    private static func motors(_ features: [WireField]) throws(LeRobotError) -> [String] {
        let state = features.first { $0.key == "observation.state" }?.value
        guard let state, case .list(let names) = state.field("names") else {
            throw .noMotors(features: features.map(\.key))
        }
        return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }

    private static func cameras(
        _ features: [WireField], _ renames: [String: String], _ keys: [String]
    ) throws(LeRobotError) -> (cameras: [Camera], isByOrder: Bool) {
        let prefix = "observation.images."
        let names = features.map(\.key).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        let renamed = names.map { name in
            let new = renames[prefix + name] ?? renames[name] ?? name
            return [prefix, "video."].first { new.hasPrefix($0) }.map { String(new.dropFirst($0.count)) } ?? new
        }
        if keys.allSatisfy(renamed.contains) {
            let cameras = zip(names, renamed).filter { keys.contains($1) }.map { Camera(name: $0, key: $1) }
            guard cameras.count == keys.count else { throw .cameras(robot: renamed, policy: keys) }
            return (cameras, false)
        }
        guard names.count == keys.count, !renamed.contains(where: keys.contains) else {
            throw .cameras(robot: renamed, policy: keys)
        }
        return (zip(names, keys).map { Camera(name: $0, key: $1) }, true)
    }
}
