/// When a goal counts as reached, in numbers. The physics decides, the expert has no say.
package enum SuccessCriteria {
    /// Control steps for which the goal must hold without a break.
    package static func steps(_ kind: TaskKind) -> Int { kind == .pick ? 6 : 4 }

    /// The middle of a picked cube is higher than this, m; it lies at 0.0125.
    static let pickHeight = 0.06
    /// The middle of a cube in the bowl is nearer to the bowl's middle than the wall is, and not on the wall.
    static let bowlRadius = 0.04
    static let bowlHeight = 0.04
    /// Way along the direction of a push, m.
    static let pushDistance = 0.05
    /// A cube that is farther than this from where it was has been moved by something, m.
    static let movedDistance = 0.003
    /// Higher than this a cube has been lifted, not pushed: on its edge its middle is at 0.018.
    static let liftedHeight = 0.025
    /// Slower than this is at rest, m/s.
    static let restSpeed = 0.05
    /// A jaw that is further open than its motor's target, rad, presses on something.
    static let pressing = 0.04
    /// Control steps for which jaws must press on a cube from both sides to have gripped it rather than bumped into it.
    static let grippedSteps = 3

    /// Beyond this a cube is out of the arm's reach, and counts as off the table.
    static func isOnTable(_ position: [Double]) -> Bool {
        position[2] > -0.01 && (0...0.42).contains(position[0]) && (-0.35...0.35).contains(position[1])
    }

    /// Whether a cube is held between the jaws. Two jaws that push side by side touch a cube too, but press on nothing.
    static func isGripped(_ cube: WorldState.Cube, in state: WorldState) -> Bool {
        guard let angle = state.joints.radians.last, let target = state.command.radians.last else { return false }
        return cube.isGrasped && angle - target > pressing
    }

    static func isAtRest(_ cube: WorldState.Cube) -> Bool {
        cube.velocity.reduce(0) { $0 + $1 * $1 }.squareRoot() < restSpeed
    }

    /// Lying in the bowl: on its floor or on another cube in it, not across its wall.
    static func isInBowl(_ cube: WorldState.Cube, _ bowl: [Double]?) -> Bool {
        guard let bowl else { return false }
        return planeDistance(cube.position, bowl) < bowlRadius && cube.position[2] < bowlHeight && cube.touchesBowl
            && !cube.touchesTable
    }

    static func planeDistance(_ first: [Double], _ second: [Double]) -> Double {
        let (x, y) = (first[0] - second[0], first[1] - second[1])
        return (x * x + y * y).squareRoot()
    }
}
