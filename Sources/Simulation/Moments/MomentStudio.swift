import Foundation

/// Takes pictures of made-up moments: the arm anywhere over the table, mostly near something, now and then a cube between its jaws
/// or in the bowl. Nothing moves here. One task's demonstrations show much less of what a camera may see.
///
/// It belongs to one thread at a time.
package final class MomentStudio {
    /// Moments of one scene.
    package static let momentsPerScene = 4

    private let world: TabletopWorld
    private let kinematics: Kinematics
    private let inverse: InverseKinematics

    /// - Throws: `PhysicsError`, `WorldError`.
    package init(_ robot: SO101Model, imageSize: Int = 96) throws {
        world = try TabletopWorld(robot, imageSize: imageSize)
        kinematics = try Kinematics(robot)
        inverse = InverseKinematics(kinematics)
    }

    /// ``momentsPerScene`` moments of the scene that follows from `seed`. The looks vary in half of the scenes.
    ///
    /// - Throws: `PhysicsError`, `WorldError`, ``EpisodeError/unsolvable(point:)``.
    package func moments(seed: Int) throws -> [SeenMoment] {
        var random = RandomStream(seed: seed, .moment)
        // Half of the scenes have a bowl.
        let goals = Instruction.goals(of: [.pick, .push, .bowl, .bowl][random.below(4)])
        var layout = SceneLayout(goal: goals[random.below(goals.count)], random: &random)
        if random.below(2) == 0 {
            layout.appearance = SceneLayout.Appearance(cubes: layout.cubes.count, random: &random)
        }
        return try (0..<Self.momentsPerScene).map { _ in
            let change = Change.draws[random.below(Change.draws.count)]
            layout.start = try pose(near: layout, holdsCube: change == .held, &random)
            try world.reset(to: layout)
            try apply(change, to: layout, &random)
            let pictures = try world.render()
            return SeenMoment(front: pictures.front, wrist: pictures.wrist, objects: try objects())
        }
    }

    /// What happens to one of the cubes.
    private enum Change {
        case none, held, inBowl, elsewhere

        /// To be drawn from.
        static let draws: [Change] = [.none, .none, .held, .inBowl, .elsewhere, .elsewhere]
    }

    /// Mostly near a cube or the bowl, else anywhere in reach.
    private func pose(near layout: SceneLayout, holdsCube: Bool, _ random: inout RandomStream) throws -> JointAngles {
        var point = SIMD3(random.uniform(0.13, 0.28), random.uniform(-0.14, 0.14), random.uniform(0.012, 0.15))
        if random.below(10) < 7 {
            var places = layout.cubes.map { SceneLayout.Place(x: $0.x, y: $0.y) }
            if let bowl = layout.bowl { places.append(bowl) }
            let place = places[random.below(places.count)]
            point = SIMD3(
                place.x + 0.03 * random.normal(), place.y + 0.03 * random.normal(),
                0.0125 + abs(0.06 * random.normal()))
        }
        let radial = atan2(point.y, point.x - ArmGeometry.panAxis)
        let arm = try inverse.arm(reaching: .init(point: point, yaw: radial + random.within(0.45)))
        let free = [1, -0.05, random.uniform(0, 1.1)][random.below(3)]
        // A cube of 2.5 cm keeps the jaws about 0.26 rad open.
        let jaws = holdsCube ? 0.26 + 0.05 * random.normal() : free
        return JointAngles(radians: arm.map { $0 + 0.03 * random.normal() } + [jaws])
    }

    private func apply(_ change: Change, to layout: SceneLayout, _ random: inout RandomStream) throws {
        let colour = layout.cubes[random.below(layout.cubes.count)].colour
        switch change {
        case .none: return
        case .held:
            let point = world.state.gripperPoint.map { $0 + 0.004 * random.normal() }
            try world.moveCube(colour, to: SIMD3(point[0], point[1], point[2]), yaw: random.within(.pi))
        case .inBowl:
            guard let bowl = layout.bowl else { return }
            let place = SIMD3(bowl.x + 0.012 * random.normal(), bowl.y + 0.012 * random.normal(), 0.018)
            try world.moveCube(colour, to: place, yaw: random.within(.pi))
        case .elsewhere:
            let place = SceneLayout.Place(x: random.uniform(0.13, 0.29), y: random.within(0.16))
            try world.moveCube(colour, to: place, yaw: random.within(.pi))
        }
    }

    private func objects() throws -> [SeenObject] {
        let state = world.state
        let gripper = try kinematics.pose(of: state.joints)
        func seen(_ name: SeenObject.Name, _ position: SIMD3<Double>, yaw: Double) -> SeenObject {
            let away = position - gripper.point
            return SeenObject(
                name: name, position: position,
                turn: yaw - atan2(position.y, position.x - ArmGeometry.panAxis),
                front: world.project(position, into: .front), wrist: world.project(position, into: .wrist),
                fromGripper: SIMD3(
                    (away * gripper.rotation[0]).sum(), (away * gripper.rotation[1]).sum(),
                    (away * gripper.rotation[2]).sum()))
        }
        var objects = state.cubes.map { cube in
            seen(.cube(cube.colour), SIMD3(cube.position[0], cube.position[1], cube.position[2]), yaw: cube.yaw)
        }
        if let bowl = state.bowl { objects.append(seen(.bowl, SIMD3(bowl[0], bowl[1], 0.012), yaw: 0)) }
        return objects
    }
}
