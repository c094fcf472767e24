/// Does the tasks from the physics' state alone, without memory: the same state gives the same command. It only commands
/// motors.
package struct ScriptedExpert {
    package let goal: TaskGoal
    private let inverse: InverseKinematics

    /// Largest change of a joint's target per command, rad.
    private static let largestChange = 0.35

    package init(_ goal: TaskGoal, kinematics: Kinematics) {
        self.goal = goal
        inverse = InverseKinematics(kinematics)
    }

    /// Where to go from a state.
    ///
    /// - Throws: ``EpisodeError/missingObject(_:goal:)``.
    package func move(in state: WorldState) throws -> ExpertMove {
        guard let cube = state[goal.colour] else {
            throw EpisodeError.missingObject("\(goal.colour.rawValue) cube", goal: goal)
        }
        let grasp = GraspPlan(cube: cube, state: state)
        switch goal {
        case .pick: return grasp.move()
        case .push(_, let side): return PushPlan(cube: cube, side: side, state: state).move()
        case .bowl:
            guard let bowl = state.bowl else { throw EpisodeError.missingObject("bowl", goal: goal) }
            return BowlPlan(grasp: grasp, bowl: bowl).move()
        }
    }

    /// The targets of the motors for the next control step.
    ///
    /// - Throws: ``EpisodeError``, `PhysicsError`.
    package func command(in state: WorldState) throws -> JointAngles {
        let move = try move(in: state)
        var way = move.target.point - state.grip
        let length = (way * way).sum().squareRoot()
        if length > move.stepLength { way *= move.stepLength / length }
        let next = Self.reachable(state.grip + way)
        let arm = try inverse.arm(reaching: .init(point: next, yaw: move.target.yaw))
        let command = zip(state.command.radians, arm + [move.jaws]).map { old, new in
            old + min(max(new - old, -Self.largestChange), Self.largestChange)
        }
        return JointAngles(radians: command)
    }

    /// The nearest point that the gripper can be at while it points down, or nearly so. Beyond, the solver's compromises can hold
    /// each other up, and the arm stands still far out and high up.
    private static func reachable(_ point: SIMD3<Double>) -> SIMD3<Double> {
        let radius = max((point.x * point.x + point.y * point.y).squareRoot(), 1e-6)
        let height = min(point.z, 0.095)
        let farthest = 0.33 - 0.8 * max(0, height - 0.03)
        let scale = min(max(radius, 0.12), farthest) / radius
        return SIMD3(point.x * scale, point.y * scale, height)
    }
}
