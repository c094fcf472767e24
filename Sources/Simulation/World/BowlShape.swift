import Foundation

/// A bowl of boxes: an octagonal wall that leans outwards, and a bottom. What is seen of it is ``BowlMesh``.
///
/// 9 cm wide inside at half its height, 2.8 cm high, 100 g. Its foot, which only the table touches, is wider than the bottom,
/// so that a cube on the rim does not tip it over.
enum BowlShape {
    static let name = "bowl"
    /// Inside, metres: at the bottom, and at the rim.
    static let bottomRadius = 0.034
    static let rimRadius = 0.052
    static let height = 0.028
    /// The bottom's upper side.
    static let bottomHeight = 0.004
    static let colour = SIMD3<Float>(0.36, 0.4, 0.46)

    private static let sides = 8
    private static let wallHalf = 0.0025
    private static let mass = 0.1

    static let wallNames = (0..<sides).map { "bowl_wall\($0)" }
    static let bottomName = "bowl_bottom"
    static let footName = "bowl_foot"
    /// What a cube in the bowl touches.
    static var partNames: [String] { [bottomName] + wallNames }
    /// The bit that foot and table share.
    static let footContact = 2

    static var xml: String {
        """
        <body name="\(name)" pos="\(TabletopScene.text(TabletopScene.parking(TabletopScene.cubeCount)))">
            <freejoint name="\(name)"/>
            \(foot)
            \(bottom)
            <geom name="\(BowlMesh.name)" type="mesh" mesh="\(BowlMesh.name)" mass="0" contype="0" conaffinity="0"/>
            \((0..<sides).map(wall).joined(separator: "\n"))
        </body>
        """
    }

    /// Only the mesh is drawn.
    private static let contact = "friction=\"0.8 0.02 0.001\" condim=\"4\" group=\"3\""

    private static var foot: String {
        let half = 0.034
        return """
            <geom name="\(footName)" type="box" size="\(half) \(half) 0.0015" pos="0 0 0.0015" mass="\(mass / 2)"
                contype="\(footContact)" conaffinity="\(footContact)" \(contact)/>
            """
    }

    /// Its corners end below the walls.
    private static var bottom: String {
        let half = 0.03
        let turn = Double.pi / Double(sides)
        return """
            <geom name="\(bottomName)" type="box" size="\(half) \(half) \(bottomHeight / 2 - 0.0005)"
                pos="0 0 \(bottomHeight / 2 + 0.0005)" quat="\(cos(turn / 2)) 0 0 \(sin(turn / 2))" mass="\(mass / 10)" \(contact)/>
            """
    }

    private static func wall(_ index: Int) -> String {
        let angle = 2 * Double.pi * Double(index) / Double(sides)
        let outward = SIMD3(cos(angle), sin(angle), 0)
        let along = SIMD3(-sin(angle), cos(angle), 0)
        // From the bottom's upper side to the rim, on the inside; the outer edge stays above the table.
        let rise = height - bottomHeight
        let slope = normalised(outward * (rimRadius - bottomRadius) + SIMD3(0, 0, rise))
        let low = outward * bottomRadius + SIMD3(0, 0, bottomHeight)
        let high = outward * rimRadius + SIMD3(0, 0, height)
        let normal = cross(along, slope)
        let middle = (low + high) / 2 + normal * wallHalf
        let length = ((high - low) * (high - low)).sum().squareRoot()
        let width = (rimRadius + wallHalf) * tan(.pi / Double(sides))
        return """
            <geom name="\(wallNames[index])" type="box" size="\(width) \(length / 2) \(wallHalf)"
                pos="\(TabletopScene.text(middle))" xyaxes="\(TabletopScene.text(along)) \(TabletopScene.text(slope))"
                mass="\(mass * 0.4 / Double(sides))" \(contact)/>
            """
    }
}
