/// How the expert pushes a cube over the table: jaws closed, down behind the cube, forward to the line, up and away.
struct PushPlan {
    let cube: WorldState.Cube
    let side: PushSide
    let state: WorldState

    /// From the middle of the closed pads to the point between the open jaws, along the direction in which they open: the pads
    /// meet at the fixed one. Together they are 2 cm wide.
    private static let padOffset = 0.0195
    private static let behind = 0.05
    private static let hoverHeight = 0.065
    private static let pushHeight = 0.016

    private var direction: Double { side.direction }

    func move() -> ExpertMove {
        let point = state.grip
        let (x, y) = (cube.position[0], cube.position[1])
        // The jaws open along x, so the pads lie side by side across the direction of the push.
        func move(_ phase: ExpertPhase, _ target: SIMD3<Double>, _ step: Double) -> ExpertMove {
            ExpertMove(phase: phase, target: .init(point: target, yaw: 0), jaws: JawAngle.closed, stepLength: step)
        }
        let aside = abs(x + Self.padOffset - point.x)
        let ahead = (point.y - y) * direction
        if y * direction >= PushGeometry.line {
            // Back before up: pads that slide up along a cube take it with them.
            let touches = point.z < 0.04 && aside < 0.035 && (-0.034...0).contains(ahead)
            let back = SIMD3(point.x, y - direction * 0.045, Self.pushHeight)
            return move(.retreat, touches ? back : state.raised(), 0.03)
        }
        let start = SIMD3(x + Self.padOffset, y - direction * Self.behind, Self.hoverHeight)
        if point.z < 0.028, aside < 0.012, (-0.075 ... -0.012).contains(ahead) {
            // Small errors are left alone: pads that follow a cube aside take it further aside.
            let across = aside > 0.006 ? start.x : point.x
            return move(.push, SIMD3(across, point.y + direction * 0.022, Self.pushHeight), 0.025)
        }
        // The lower, the nearer to the place behind the cube the gripper must be.
        let slack = 0.012 + 0.25 * max(0, point.z - 0.03)
        let isClosed = state.command.radians[5] < JawAngle.closed + 0.25
        if isClosed, aside < slack, abs(ahead + Self.behind) < slack {
            return move(.descend, SIMD3(start.x, start.y, Self.pushHeight), 0.03)
        }
        return move(.hover, point.z < 0.05 ? state.risingFirst(to: start) : start, 0.035)
    }
}
