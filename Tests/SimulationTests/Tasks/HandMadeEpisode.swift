import Simulation

/// An episode of states that a test makes up: a green cube that is named, a red one, and perhaps a bowl.
struct HandMadeEpisode {
    var green = WorldState.Cube(colour: .green, position: [0.2, 0, 0.0125])
    var red = WorldState.Cube(colour: .red, position: [0.2, 0.08, 0.0125])
    var bowl: [Double]? = [0.2, -0.1]
    /// What the gripper's motor is told, and where the gripper is, rad.
    var jaws = (target: 1.0, angle: 1.0)
    private(set) var monitor: TaskMonitor

    init(_ goal: TaskGoal) throws {
        monitor = try TaskMonitor(
            goal, from: Self.state(cubes: [green, red], bowl: bowl, jaws: jaws))
    }

    /// Lets time pass with everything as it is.
    mutating func pass(_ steps: Int) {
        for _ in 0..<steps { monitor.observe(Self.state(cubes: [green, red], bowl: bowl, jaws: jaws)) }
    }

    private static func state(
        cubes: [WorldState.Cube], bowl: [Double]?, jaws: (target: Double, angle: Double)
    ) -> WorldState {
        WorldState(
            time: 0, joints: JointAngles(radians: [0, 0, 0, 0, 0, jaws.angle]),
            command: JointAngles(radians: [0, 0, 0, 0, 0, jaws.target]), gripperPoint: [0.2, 0, 0.1], cubes: cubes,
            bowl: bowl)
    }
}

extension WorldState.Cube {
    /// In the air between the jaws, at a place.
    mutating func isHeld(at position: [Double]) {
        self.position = position
        (touchesFixedJaw, touchesMovingJaw, touchesTable, touchesBowl) = (true, true, false, false)
    }

    /// Free, lying on the table.
    mutating func lies(at x: Double, _ y: Double) {
        position = [x, y, 0.0125]
        velocity = [0, 0, 0]
        (touchesFixedJaw, touchesMovingJaw, touchesTable, touchesBowl) = (false, false, true, false)
    }

    /// Free, at rest on the bottom of the bowl.
    mutating func lies(in bowl: [Double]) {
        lies(at: bowl[0], bowl[1])
        position[2] = 0.0165
        (touchesTable, touchesBowl) = (false, true)
    }
}
