import Foundation

/// The scene around the arm as MJCF: a table, cubes, a bowl, a lamp, and cameras beside the wrist's.
enum TabletopScene {
    /// 250 of these are a second: 25 between two commands.
    static let timeStep = 0.004
    /// Half the edge of a cube, metres.
    static let cubeHalf = 0.0125
    /// Height of the middle of a cube at rest: its weight presses it a little into the table, so that it stays where it begins.
    static let cubeRest = cubeHalf - 0.0001
    static let cubeCount = 3
    static let cubeMass = 0.02
    /// Where a cube or bowl waits that a layout does not have, out of the way of the others.
    static func parking(_ index: Int) -> SIMD3<Double> { SIMD3(-1, 0.3 * Double(index), 1) }

    static func cubeName(_ index: Int) -> String { "cube\(index)" }

    /// The lamp shines from here towards ``lampTarget``, from far away.
    static let lampPosition = SIMD3(0.6, 0.5, 1.5)
    static let lampTarget = SIMD3(0.2, 0.0, 0.0)
    static let lampLight = 0.45
    static let ambientLight = 0.4
    static let headLight = 0.2

    /// 70 x 80 cm, its top at z = 0: what is pushed over its edge falls to the floor.
    private static let tableHalf = SIMD3(0.35, 0.4, 0.01)
    private static let tableMiddle = SIMD3(0.15, 0, -0.01)

    static var xml: String {
        """
        <option timestep="\(timeStep)" integrator="implicitfast" cone="elliptic" impratio="10" noslip_iterations="2"/>
        <statistic extent="1" center="0.2 0 0.1"/>
        <visual>
            <headlight specular="0 0 0"/>
            <quality offsamples="0" shadowsize="0" numquads="1"/>
            <map znear="0.005" zfar="15"/>
        </visual>
        <asset>
            <texture type="skybox" builtin="flat" width="8" height="8" rgb1="0.42 0.44 0.47"/>
            \(BowlMesh.xml)
        </asset>
        <worldbody>
            <light name="lamp" type="directional" specular="0 0 0" castshadow="false"/>
            \(camera("front", at: SIMD3(0.5, 0, 0.5), pitch: 50.5, fieldOfView: 42))
            \(viewer)
            <geom name="table" type="box" size="\(text(tableHalf))" pos="\(text(tableMiddle))" contype="3" conaffinity="3"/>
            <geom name="floor" type="plane" size="6 6 3" pos="0 0 -0.4" rgba="0.45 0.47 0.5 1"/>
            \((0..<cubeCount).map(cube).joined(separator: "\n"))
            \(BowlShape.xml)
        </worldbody>
        """
    }

    private static func cube(_ index: Int) -> String {
        """
        <body name="\(cubeName(index))" pos="\(text(parking(index)))">
            <freejoint name="\(cubeName(index))"/>
            <geom name="\(cubeName(index))" type="box" size="\(cubeHalf) \(cubeHalf) \(cubeHalf)" mass="\(cubeMass)"
                friction="1 0.02 0.001" condim="4"/>
        </body>
        """
    }

    /// A camera before the arm that looks at it, `pitch` degrees downwards; y is to the right in its picture.
    private static func camera(
        _ name: String, at position: SIMD3<Double>, pitch: Double, fieldOfView: Double
    ) -> String {
        let angle = pitch * .pi / 180
        let up = SIMD3(-sin(angle), 0, cos(angle))
        return
            "<camera name=\"\(name)\" pos=\"\(text(position))\" xyaxes=\"0 1 0 \(text(up))\" fovy=\"\(fieldOfView)\"/>"
    }

    /// For people: from the side, with all of the arm.
    private static var viewer: String {
        let position = SIMD3(0.66, -0.48, 0.46)
        let forward = normalised(SIMD3(0.13, 0, 0.07) - position)
        let right = normalised(SIMD3(forward.y, -forward.x, 0))
        let up = cross(right, forward)
        return "<camera name=\"viewer\" pos=\"\(text(position))\" xyaxes=\"\(text(right)) \(text(up))\" fovy=\"33\"/>"
    }

    static func text(_ vector: SIMD3<Double>) -> String { "\(vector.x) \(vector.y) \(vector.z)" }
}
