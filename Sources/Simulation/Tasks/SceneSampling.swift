import Foundation

extension SceneLayout {
    /// A scene in which `goal` can be done: the named cube, one or two others, and a bowl where one is needed.
    ///
    /// Places are drawn until all fit, which takes a few draws for picking and pushing and some dozens with a bowl.
    init(goal: TaskGoal, random: inout RandomStream) {
        let others = random.shuffled(CubeColour.allCases.filter { $0 != goal.colour })
        let colours = [goal.colour] + others.prefix(1 + random.below(2))
        var places: [Place]
        var bowl: Place?
        repeat {
            places = colours.map { _ in Self.cubePlace(&random) }
            if let side = goal.side { places[0].y = side.direction * Self.pushStart(&random) }
            bowl = goal.kind == .bowl ? Self.bowlPlace(&random) : nil
        } while !Self.fits(places, bowl, goal.side)
        var cubes = zip(colours, places).map { colour, place in
            Cube(
                colour: colour, x: place.x, y: place.y,
                // Near to radial, as seen from the axis of the arm's pan. With a wider range there would be two ways to turn the
                // gripper, and nothing in the picture to choose by.
                yaw: atan2(place.y, place.x - ArmGeometry.panAxis) + random.within(0.4))
        }
        cubes = random.shuffled(cubes)
        let jitter = [0.3, 0.1, 0.1, 0.1, 0.2, 0.1]
        let start = zip(ArmGeometry.home, jitter).map { $0 + random.within($1) }
        self.init(cubes: cubes, bowl: bowl, start: JointAngles(radians: start))
    }

    private static func cubePlace(_ random: inout RandomStream) -> Place {
        Place(x: random.uniform(0.15, 0.26), y: random.uniform(-0.11, 0.11))
    }

    /// The gripper has to hold a cube upright over it, which it can at radii from about 0.15 to 0.26 m.
    private static func bowlPlace(_ random: inout RandomStream) -> Place {
        Place(x: random.uniform(0.16, 0.24), y: random.uniform(-0.12, 0.12))
    }

    /// y along the direction of the push: at least 6.5 cm before the line to which the expert pushes.
    private static func pushStart(_ random: inout RandomStream) -> Double {
        random.uniform(-0.04, PushGeometry.line - 0.065)
    }

    /// Whether nothing overlaps and the arm can do its task, `places[0]` being the named cube's.
    private static func fits(_ places: [Place], _ bowl: Place?, _ side: PushSide?) -> Bool {
        for (index, place) in places.enumerated() {
            // The gripper's jaws fit between cubes of this distance.
            if places[..<index].contains(where: { distance($0, place) < 0.065 }) { return false }
            // 5 cm of bowl, 2 cm of cube, and room for a jaw.
            if let bowl, distance(bowl, place) < 0.095 { return false }
        }
        let named = places[0]
        guard let side else { return places.dropFirst().allSatisfy { !isInReachOfJaw($0, named) } }
        // Where the gripper comes down behind the cube, and all the way before it, must be free over its width.
        return places.dropFirst().allSatisfy {
            abs($0.x - named.x) > 0.055 || ($0.y - named.y) * side.direction < -0.075
        }
    }

    /// Whether the moving jaw, which closes from far outside, would strike a cube on its way to the named one.
    private static func isInReachOfJaw(_ other: Place, _ named: Place) -> Bool {
        let outward = atan2(named.y, named.x - ArmGeometry.panAxis)
        let direction = atan2(other.y - named.y, other.x - named.x)
        return distance(other, named) < 0.095 && abs(remainder(direction - outward, 2 * .pi)) < 0.75
    }

    private static func distance(_ first: Place, _ second: Place) -> Double {
        ((first.x - second.x) * (first.x - second.x) + (first.y - second.y) * (first.y - second.y)).squareRoot()
    }
}

/// Lengths of the arm that tasks and expert need, m and rad.
enum ArmGeometry {
    /// x of the vertical axis about which the whole arm turns.
    static let panAxis = 0.039
    /// The gripper up and open, over the middle of the table.
    static let home = [0, -1.2, 1, 1, 0, 1]
}

/// How far pushing goes.
enum PushGeometry {
    /// Distance from the middle line, |y|, to which the expert pushes. A line rather than a distance: a policy that sees one
    /// picture can know where the cube is, not where it was.
    static let line = 0.10
}
