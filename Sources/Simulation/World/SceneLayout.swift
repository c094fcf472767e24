/// Everything that is random about a scene, as values: the same layout is the same scene, bit for bit.
///
/// Lengths in metres, angles in radians. x points away from the arm's base, y to its left, z up; the table is z = 0.
public struct SceneLayout: Sendable, Equatable, Codable {
    public struct Cube: Sendable, Equatable, Codable {
        public var colour: CubeColour
        public var x: Double
        public var y: Double
        public var yaw: Double

        public init(colour: CubeColour, x: Double, y: Double, yaw: Double) {
            self.colour = colour
            self.x = x
            self.y = y
            self.yaw = yaw
        }
    }

    public struct Place: Sendable, Equatable, Codable {
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// How the scene looks; the standard appearance is that of all training scenes unless they are randomised.
    public struct Appearance: Sendable, Equatable, Codable {
        /// Red, green, blue, each 0 to 1.
        public var table: [Double] = [0.75, 0.72, 0.68]
        /// Added to each cube's colour channels, per cube.
        public var shade: [[Double]] = []
        /// Brightness of the lamp and of the ambient light, times the standard.
        public var light = 1.0
        public var ambient = 1.0
        /// The lamp's position, from the standard one.
        public var lightShift: [Double] = [0, 0, 0]
        /// Per camera, from the standard pose: position in metres, and rotation about the camera's own axes in radians.
        public var frontShift: [Double] = [0, 0, 0, 0, 0, 0]
        public var wristShift: [Double] = [0, 0, 0, 0, 0, 0]

        public init() {}
    }

    /// One to three, of different colours.
    public var cubes: [Cube]
    /// Where the bowl's middle is; no bowl where absent.
    public var bowl: Place?
    /// Where the arm starts.
    public var start: JointAngles
    public var appearance: Appearance

    public init(cubes: [Cube], bowl: Place? = nil, start: JointAngles, appearance: Appearance = Appearance()) {
        self.cubes = cubes
        self.bowl = bowl
        self.start = start
        self.appearance = appearance
    }
}
