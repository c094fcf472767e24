/// What the physics knows about one moment, as values; success and failure are decided from these alone.
///
/// Lengths in metres, angles in radians, axes as in ``SceneLayout``.
public struct WorldState: Sendable, Equatable {
    public struct Cube: Sendable, Equatable {
        public var colour: CubeColour
        /// The middle: x, y, z.
        public var position: [Double]
        public var yaw: Double
        /// Linear velocity, m/s.
        public var velocity: [Double]
        public var touchesFixedJaw: Bool
        public var touchesMovingJaw: Bool
        /// The table's top, not the bowl.
        public var touchesTable: Bool
        public var touchesBowl: Bool

        public init(
            colour: CubeColour, position: [Double], yaw: Double = 0, velocity: [Double] = [0, 0, 0],
            touchesFixedJaw: Bool = false, touchesMovingJaw: Bool = false, touchesTable: Bool = true,
            touchesBowl: Bool = false
        ) {
            self.colour = colour
            self.position = position
            self.yaw = yaw
            self.velocity = velocity
            self.touchesFixedJaw = touchesFixedJaw
            self.touchesMovingJaw = touchesMovingJaw
            self.touchesTable = touchesTable
            self.touchesBowl = touchesBowl
        }

        /// By either jaw, with or without holding it.
        public var isTouched: Bool { touchesFixedJaw || touchesMovingJaw }
        /// Between both jaws.
        public var isGrasped: Bool { touchesFixedJaw && touchesMovingJaw }
    }

    /// Seconds since the episode began.
    public var time: Double
    public var joints: JointAngles
    /// Joint velocities, rad/s.
    public var velocities: [Double]
    /// The targets of the motors.
    public var command: JointAngles
    /// The point between the jaws where a cube is held: x, y, z.
    public var gripperPoint: [Double]
    /// In the order of the layout.
    public var cubes: [Cube]
    /// The bowl's middle on the table: x, y. It can be pushed about.
    public var bowl: [Double]?

    public init(
        time: Double, joints: JointAngles, velocities: [Double] = Array(repeating: 0, count: 6), command: JointAngles,
        gripperPoint: [Double], cubes: [Cube], bowl: [Double]? = nil
    ) {
        self.time = time
        self.joints = joints
        self.velocities = velocities
        self.command = command
        self.gripperPoint = gripperPoint
        self.cubes = cubes
        self.bowl = bowl
    }

    public subscript(colour: CubeColour) -> Cube? { cubes.first { $0.colour == colour } }
}
