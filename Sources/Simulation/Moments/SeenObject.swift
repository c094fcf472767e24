/// An object of a scene as the cameras see it at one moment: what a model has to learn to say.
package struct SeenObject: Sendable, Equatable {
    /// What it is, in the words of the instructions.
    package enum Name: Sendable, Hashable {
        case cube(CubeColour)
        case bowl

        package static let all = CubeColour.allCases.map(Name.cube) + [.bowl]

        /// Its place in ``all``.
        package var index: Int {
            switch self {
            case .cube(let colour): CubeColour.allCases.firstIndex(of: colour) ?? 0
            case .bowl: CubeColour.allCases.count
            }
        }
    }

    package let name: Name
    /// The middle, metres.
    package let position: SIMD3<Double>
    /// How a cube is turned against the line from the arm's axis to it, radians; alike after a quarter turn.
    package let turn: Double
    /// Where its middle is in the pictures, 0 to 1 from the left and the top and beyond; `nil` behind the camera.
    package let front: SIMD2<Double>?
    package let wrist: SIMD2<Double>?
    /// Its middle from the point between the jaws, along the gripper's own axes, metres.
    package let fromGripper: SIMD3<Double>

    package init(
        name: Name, position: SIMD3<Double>, turn: Double, front: SIMD2<Double>?, wrist: SIMD2<Double>?,
        fromGripper: SIMD3<Double>
    ) {
        self.name = name
        self.position = position
        self.turn = turn
        self.front = front
        self.wrist = wrist
        self.fromGripper = fromGripper
    }
}
