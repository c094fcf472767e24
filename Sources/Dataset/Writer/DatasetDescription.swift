import Embodiment

/// What a dataset to be recorded holds: the robot, its cameras, and how its joints form groups. It becomes `meta/info.json` and
/// `meta/modality.json`.
public struct DatasetDescription: Sendable, Equatable {
    public var robotType: String
    /// Steps and video frames per second.
    public var framesPerSecond: Int
    public var cameras: [Camera]
    /// The parts of `observation.state`, in order.
    public var state: [JointGroup]
    /// The parts of `action`, in order.
    public var action: [JointGroup]
    /// The name under which the instruction appears: the `annotation.` key of the data config, without that prefix.
    public var annotation: String

    public init(
        robotType: String, framesPerSecond: Int, cameras: [Camera], state: [JointGroup], action: [JointGroup],
        annotation: String = "human.task_description"
    ) {
        self.robotType = robotType
        self.framesPerSecond = framesPerSecond
        self.cameras = cameras
        self.state = state
        self.action = action
        self.annotation = annotation
    }

    /// A camera: `video.NAME` in data configs.
    public struct Camera: Sendable, Equatable {
        public var name: String
        /// Pixels; both even, because video stores colour for blocks of 2 x 2.
        public var width: Int
        public var height: Int

        public init(_ name: String, width: Int, height: Int) {
            self.name = name
            self.width = width
            self.height = height
        }

        /// LeRobot's name of it.
        var feature: String { "observation.images.\(name)" }
    }

    /// Neighbouring numbers of the state or action: `state.NAME`, `action.NAME` in data configs.
    public struct JointGroup: Sendable, Equatable {
        public var name: String
        /// One name per number.
        public var joints: [String]
        /// Whether the numbers are absolute; relative ones are padded with zeros beyond an episode's ends.
        public var absolute: Bool
        public var rotationType: RotationType?

        public init(_ name: String, joints: [String], absolute: Bool = true, rotationType: RotationType? = nil) {
            self.name = name
            self.joints = joints
            self.absolute = absolute
            self.rotationType = rotationType
        }

        /// `width` joints named `NAME_0`, `NAME_1`…
        public init(_ name: String, width: Int, absolute: Bool = true, rotationType: RotationType? = nil) {
            self.init(
                name, joints: (0..<max(width, 0)).map { "\(name)_\($0)" }, absolute: absolute,
                rotationType: rotationType)
        }

        public var width: Int { joints.count }
    }

    /// Throws ``RecordingError/badDescription(_:)`` for what no dataset can hold.
    func validate() throws {
        func require(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
            if !condition { throw RecordingError.badDescription(reason()) }
        }
        try require((1...1000).contains(framesPerSecond), "\(framesPerSecond) frames per second, not 1 to 1000")
        try require(!annotation.isEmpty, "the annotation has no name")
        for (section, groups) in [("state", state), ("action", action)] {
            try require(!groups.isEmpty, "it has no \(section)")
            try require(Set(groups.map(\.name)).count == groups.count, "two groups of \(section) have the same name")
            for group in groups {
                try require(
                    !group.name.isEmpty && !group.name.contains(".") && !group.name.contains("/"),
                    "'\(group.name)' is no name for a group of \(section): it needs one, without dots and slashes")
                try require((1...1000).contains(group.width), "\(section).\(group.name) has \(group.width) joints")
            }
        }
        try require(Set(cameras.map(\.name)).count == cameras.count, "two cameras have the same name")
        for camera in cameras {
            try require(
                !camera.name.isEmpty && !camera.name.contains("/"),
                "'\(camera.name)' is no name for a camera: it needs one, without slashes")
            let sides = [camera.width, camera.height]
            try require(
                sides.allSatisfy { (2...16384).contains($0) && $0 % 2 == 0 },
                "camera '\(camera.name)' is \(camera.width)x\(camera.height): both sides must be even, 2 to 16384")
        }
    }
}
