import Media

/// A robot that can be looked at and moved: an arm on its bus, a simulation, or a recording.
///
/// Calls are made one after another, from one loop. What a robot throws is worded for the person beside it.
public protocol Robot: AnyObject, Sendable {
    /// Which joints and cameras it has; does not change.
    var specification: RobotSpecification { get }

    /// Opens what there is to open and makes the robot ready to move. After an error nothing stays open or energised.
    func connect() async throws

    /// Joint positions and the newest image of every camera.
    func observation() async throws -> RobotObservation

    /// Sends goal positions, one per joint, in the order and units of ``specification``.
    ///
    /// - Returns: what was sent in fact, after the robot's own limits.
    @discardableResult func send(_ goals: [Double]) async throws -> [Double]

    /// Lets go of the motors and closes everything. Safe to call at any time, also twice.
    func disconnect() async throws
}

/// What a robot consists of.
public struct RobotSpecification: Sendable, Equatable {
    /// In the order of the values in observations and actions.
    public let joints: [Joint]
    public let cameras: [CameraSpecification]

    public init(joints: [Joint], cameras: [CameraSpecification] = []) {
        self.joints = joints
        self.cameras = cameras
    }

    /// One axis that can be measured and moved.
    public struct Joint: Sendable, Equatable {
        /// As in the dataset that its policy learned from: `shoulder_pan`.
        public let name: String
        public let unit: JointUnit

        public init(_ name: String, unit: JointUnit) {
            self.name = name
            self.unit = unit
        }
    }
}

/// What the number of a joint means. A policy works only in the units of its training data.
public enum JointUnit: String, Sendable, Codable, CaseIterable {
    /// Degrees from the middle of the calibrated range.
    case degrees
    /// -100 and 100 are the ends of the calibrated range: `range_m100_100`.
    case signedPercent = "range_m100_100"
    /// 0 and 100 are the ends of the calibrated range: `range_0_100`.
    case percent = "range_0_100"
    case radians
    case metres
}

/// What a robot feels and sees at one moment.
public struct RobotObservation: Sendable, Equatable {
    /// One value per joint of the ``RobotSpecification``.
    public var joints: [Double]
    /// The newest image per camera name.
    public var images: [String: Image]

    public init(joints: [Double], images: [String: Image] = [:]) {
        self.joints = joints
        self.images = images
    }
}
