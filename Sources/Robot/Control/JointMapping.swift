import Embodiment

/// Which joints and cameras of a robot are which keys of a policy.
public struct JointMapping: Sendable {
    /// A key of `state` and `action`, without that prefix, and the robot's joints in the order of its columns.
    public struct Group: Sendable, Equatable {
        public let key: String
        public let joints: [String]

        public init(key: String, joints: [String]) {
            self.key = key
            self.joints = joints
        }
    }

    private let groups: [(key: String, columns: [Int])]
    /// The policy's `video` key per camera of the robot.
    private let cameras: [(camera: String, key: String)]
    private let annotation: String
    private let jointCount: Int

    /// - Parameters:
    ///   - groups: together every joint of the robot, once.
    ///   - cameras: the name of a camera and the key that the policy knows it under, without `video.`.
    ///   - annotation: the key that the policy's data config has for the instruction, without `annotation.`.
    /// - Throws: ``ControlLoopError/badMapping(_:)``.
    public init(
        of specification: RobotSpecification, groups: [Group], cameras: [String: String], annotation: String
    ) throws(ControlLoopError) {
        let names = specification.joints.map(\.name)
        let mapped = groups.flatMap(\.joints)
        guard mapped.sorted() == names.sorted() else {
            throw .badMapping(
                "the policy's keys have the joints \(mapped.joined(separator: ", ")), the robot has"
                    + " \(names.joined(separator: ", ")); every joint must be there once")
        }
        let keys = groups.map(\.key) + cameras.values
        guard Set(keys).count == keys.count, !groups.contains(where: \.joints.isEmpty) else {
            throw .badMapping(
                "the keys \(keys.sorted().joined(separator: ", ")) are not all different, or one is empty")
        }
        let known = specification.cameras.map(\.name)
        let unknown = cameras.keys.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw .badMapping(
                "the robot has no camera \(unknown.joined(separator: ", ")), only \(known.joined(separator: ", "))")
        }
        self.groups = groups.map { group in (group.key, group.joints.compactMap { names.firstIndex(of: $0) }) }
        self.cameras = cameras.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.annotation = annotation
        jointCount = names.count
    }

    /// GR00T's keys of an SO-100 or SO-101: `single_arm` (5) and `gripper` (1), and every camera under its own name.
    public static func so100(
        _ specification: RobotSpecification, annotation: String = "human.task_description"
    ) throws(ControlLoopError) -> JointMapping {
        let joints = ArmJoint.allCases.map(\.rawValue)
        return try JointMapping(
            of: specification,
            groups: [
                Group(key: "single_arm", joints: joints.dropLast()),
                Group(key: "gripper", joints: [ArmJoint.gripper.rawValue]),
            ],
            cameras: Dictionary(specification.cameras.map { ($0.name, $0.name) }) { first, _ in first },
            annotation: annotation)
    }

    /// Values, one per joint in the robot's order, as rows by key, as `EpisodeWriter` takes them.
    ///
    /// - Precondition: there is one per joint.
    public func rows(_ values: [Double]) -> [String: [Double]] {
        Dictionary(uniqueKeysWithValues: groups.map { group in (group.key, group.columns.map { values[$0] }) })
    }

    /// What the policy gets: T = 1. Throws ``ControlLoopError/badMapping(_:)`` for an image or joint that is not there.
    public func observation(
        _ observation: RobotObservation, instruction: String
    ) throws(ControlLoopError) -> Observation {
        guard observation.joints.count == jointCount else {
            throw .badMapping("the robot gives \(observation.joints.count) joints instead of \(jointCount)")
        }
        var result = Observation(annotation: [annotation: [instruction]])
        for (key, row) in rows(observation.joints) {
            result.state[key] = Matrix(rows: 1, columns: row.count, values: row)
        }
        for (camera, key) in cameras {
            guard let image = observation.images[camera] else {
                throw .badMapping("the robot gives no image of camera \(camera)")
            }
            result.video[key] = [image]
        }
        return result
    }

    /// The goals of a chunk: per step, one value per joint, in the robot's order. Throws ``ControlLoopError``.
    public func goals(_ chunk: ActionChunk) throws(ControlLoopError) -> [[Double]] {
        var steps: Int?
        var goals: [[Double]] = []
        for (key, columns) in groups {
            guard let found = chunk.actions[key] else {
                throw .missingAction(key: key, found: chunk.actions.keys.sorted())
            }
            // A single joint comes as (T,) or (T, 1); the first may have become one row.
            let isRow = columns.count == 1 && found.rows == 1 && found.columns > 1
            let matrix = isRow ? Matrix(rows: found.columns, columns: 1, values: found.values) : found
            let horizon = steps ?? matrix.rows
            guard matrix.columns == columns.count, matrix.rows == horizon else {
                throw .wrongActionShape(
                    key: key, found: "[\(found.rows), \(found.columns)]", expected: "[\(horizon), \(columns.count)]")
            }
            if let index = matrix.values.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(key: key, step: index / matrix.columns, column: index % matrix.columns)
            }
            if steps == nil { goals = Array(repeating: Array(repeating: 0, count: jointCount), count: horizon) }
            steps = horizon
            for step in 0..<horizon {
                for (column, joint) in columns.enumerated() { goals[step][joint] = matrix[step, column] }
            }
        }
        guard !goals.isEmpty else { throw .emptyChunk }
        return goals
    }
}
