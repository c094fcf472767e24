import Media

/// One table with three coloured discs, of which the instruction names one, and the arm that reaches for it.
package struct ReachScene: Sendable {
    package let arm = PlanarArm()
    package let discs: [Disc]
    /// Index of the disc that the instruction names.
    package let goal: Int
    private let start: PlanarArm.Joints

    package struct Disc: Sendable, Equatable {
        package let colour: String
        /// From the arm's base.
        let distance, bearing: Double
        package let position: PlanarArm.Point
    }

    static let width = 256
    static let height = 256
    private static let colours: [(name: String, colour: Canvas.Colour)] = [
        ("red", .init(red: 205, green: 52, blue: 46)), ("green", .init(red: 46, green: 145, blue: 78)),
        ("blue", .init(red: 42, green: 96, blue: 190)),
    ]

    /// The scene that belongs to a seed: always the same.
    package init(seed: UInt64) {
        var random = SplitMix64(state: seed)
        // A direction for each colour, far enough apart that the discs never touch.
        let bearings = [-36.0, 0, 36].shuffled(using: &random)
        let base = arm.base
        discs = zip(Self.colours, bearings).map { entry, direction in
            let bearing = direction + .random(in: -8...8, using: &random)
            let distance = Double.random(in: 100...160, using: &random)
            return Disc(
                colour: entry.name, distance: distance, bearing: bearing,
                position: base.moved(distance, bearing: bearing))
        }
        // Consecutive seeds name different discs.
        goal = Int(seed % UInt64(discs.count))
        let bearing = Double.random(in: -15...15, using: &random)
        start = arm.joints(reaching: 70, bearing: bearing, lift: 35, gripper: 20)
    }

    package var instruction: String { "reach for the \(discs[goal].colour) disc" }

    /// What the expert wants the joints to be at a part of the episode, 0 to 1: go to the disc with the gripper opening, lower
    /// the hand, close.
    func target(at part: Double) -> PlanarArm.Joints {
        let disc = discs[goal]
        let above = arm.joints(reaching: disc.distance, bearing: disc.bearing, lift: 35, gripper: 80)
        var joints = start.moved(towards: above, by: Self.smooth(part / 0.6))
        joints.shoulderLift = 35 * (1 - Self.smooth((part - 0.4) / 0.35))
        joints.gripper += (15 - joints.gripper) * Self.smooth((part - 0.75) / 0.2)
        return joints
    }

    /// From 0 to 1 with the least jerk: velocity and acceleration are zero at both ends (Flash and Hogan, 1985).
    private static func smooth(_ time: Double) -> Double {
        let time = min(1, max(0, time))
        return time * time * time * (10 + time * (-15 + 6 * time))
    }

    /// What the camera above the table sees.
    func picture(_ joints: PlanarArm.Joints) -> Image {
        var canvas = Canvas(height: Self.height, width: Self.width) { x, y in
            // A wooden table: boards with a seam, lighter towards the far side.
            let light = 1.06 - 0.12 * Double(y) / Double(Self.height) - (x % 64 == 0 ? 0.10 : 0)
            return Canvas.Colour(red: 214 * light, green: 196 * light, blue: 168 * light)
        }
        for (disc, entry) in zip(discs, Self.colours) {
            canvas.fill(from: disc.position, to: disc.position, radius: 13, entry.colour)
        }
        let bars = bars(joints)
        // The higher the hand, the further its shadow falls beside it.
        let height = 2 + joints.shoulderLift * 0.3
        func shadow(_ point: PlanarArm.Point) -> PlanarArm.Point { .init(x: point.x + height, y: point.y + height) }
        let black = Canvas.Colour(red: 0, green: 0, blue: 0)
        for bar in bars {
            canvas.fill(from: shadow(bar.start), to: shadow(bar.end), radius: bar.radius, black, opacity: 0.15)
        }
        for bar in bars { canvas.fill(from: bar.start, to: bar.end, radius: bar.radius, bar.colour) }
        return canvas.image
    }

    private typealias Bar = (start: PlanarArm.Point, end: PlanarArm.Point, radius: Double, colour: Canvas.Colour)

    /// The arm's parts, from below to above.
    private func bars(_ joints: PlanarArm.Joints) -> [Bar] {
        let (elbow, wrist, _) = arm.pose(joints)
        let orange = Canvas.Colour(red: 240, green: 140, blue: 40)
        let dark = Canvas.Colour(red: 52, green: 54, blue: 60)
        let spread = joints.gripper / 100 * 40
        let fingers = [-1.0, 1].map { side -> Bar in
            let bearing = arm.handBearing(joints) + side * (spread + 8)
            return (wrist.moved(5, bearing: bearing), wrist.moved(arm.handLength + 4, bearing: bearing), 3, dark)
        }
        return [(arm.base, arm.base, 16, dark)] + fingers + [
            (arm.base, elbow, 9, orange), (elbow, wrist, 7, orange), (arm.base, arm.base, 6, dark),
            (elbow, elbow, 5, dark), (wrist, wrist, 4, dark),
        ]
    }
}

/// A small random generator that gives the same numbers on every machine (Steele, Lea and Flood, 2014).
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
