import Embodiment
import Media
import MuJoCo

/// A simulated table with an SO-101 arm, up to three cubes and perhaps a bowl.
///
/// Commands come at 10 Hz. The same layout and the same commands give the same states and the same pictures, bit for bit, in any
/// world, whatever it did before. A world belongs to one thread at a time. Worlds on different threads do not disturb each other;
/// they simulate side by side, and draw one after another.
package final class TabletopWorld {
    /// Seconds between two commands.
    package static let controlPeriod = Double(substeps) * TabletopScene.timeStep
    static let substeps = 25

    /// The layout of the last reset.
    package private(set) var layout: SceneLayout?
    let model: PhysicsModel
    let physics: PhysicsState
    let cubes: [LooseBody]
    let bowl: LooseBody
    let contacts: SceneContacts
    let arm: ArmJoints
    let grasp: GraspPoint
    /// The targets of the motors, within their ranges.
    private(set) var command = JointAngles(radians: Array(repeating: 0, count: JointAngles.count))
    private let appearance: SceneAppearance
    let cameras: WorldCameras

    /// A world without a scene: reset it first. `imageSize` is the width and height of what the policy sees, in pixels.
    ///
    /// - Throws: `PhysicsError`, among it `invalidSize`.
    package init(_ robot: SO101Model, imageSize: Int = 96) throws(PhysicsError) {
        model = try robot.compiled(with: TabletopScene.xml)
        physics = try PhysicsState(model)
        grasp = try GraspPoint(physics)
        arm = try ArmJoints(model)
        contacts = try SceneContacts(model)
        appearance = try SceneAppearance(model)
        cameras = try WorldCameras(model, imageSize: imageSize)
        var cubes: [LooseBody] = []
        for index in 0..<TabletopScene.cubeCount {
            let name = TabletopScene.cubeName(index)
            cubes.append(
                try LooseBody(model, body: name, geoms: [(name, 1)], parking: TabletopScene.parking(index)))
        }
        self.cubes = cubes
        bowl = try LooseBody(
            model, body: BowlShape.name,
            geoms: BowlShape.partNames.map { ($0, 1) }
                + [(BowlShape.footName, BowlShape.footContact), (BowlMesh.name, 0)],
            parking: TabletopScene.parking(TabletopScene.cubeCount))
        try physics.reset()
        try physics.forward()
    }

    /// Begins an episode: everything is where the layout says and at rest, the arm at its start with its motors holding it
    /// there (within the joints' ranges).
    ///
    /// - Throws: `WorldError.invalidLayout`, `WorldError.invalidCommand` and `PhysicsError`; the world has no scene then.
    package func reset(to layout: SceneLayout) throws {
        self.layout = nil
        try layout.check()
        command = try arm.clamped(layout.start)
        try physics.reset()
        for (index, cube) in cubes.enumerated() {
            guard index < layout.cubes.count else {
                cube.place(at: nil, colour: .zero, in: physics)
                continue
            }
            let wanted = layout.cubes[index]
            cube.place(
                at: SIMD3(wanted.x, wanted.y, TabletopScene.cubeRest), yaw: wanted.yaw,
                colour: appearance.paint(of: index, in: layout), in: physics)
        }
        bowl.place(at: layout.bowl.map { SIMD3($0.x, $0.y, 0) }, colour: BowlShape.colour, in: physics)
        for (index, angle) in command.radians.enumerated() { physics.positions[arm.positions[index]] = angle }
        setControls()
        appearance.apply(layout.appearance, to: model)
        try physics.forward()
        self.layout = layout
    }

    /// Carries out a command for ``controlPeriod``: targets of the motors, taken into the joints' ranges.
    ///
    /// - Throws: `WorldError.notReset`, `WorldError.invalidCommand` (nothing has moved then), and `PhysicsError.unstable`, after
    ///   which the world must be reset.
    package func step(_ command: JointAngles) throws {
        guard layout != nil else { throw WorldError.notReset }
        self.command = try arm.clamped(command)
        setControls()
        do {
            try physics.step(Self.substeps)
            // The step leaves poses and contacts as they were before its last advance.
            try physics.forward()
        } catch {
            layout = nil
            throw error
        }
    }

    /// What the two cameras see.
    ///
    /// - Throws: `WorldError.notReset`, `PhysicsError`, among it `noDisplay` where EGL is missing.
    package func render() throws -> (front: Image, wrist: Image) {
        guard layout != nil else { throw WorldError.notReset }
        return try cameras.images(of: physics)
    }

    /// A view for people, from the side; sizes in pixels.
    ///
    /// - Throws: `WorldError.notReset`, `PhysicsError`, among it `invalidSize`.
    package func viewerImage(width: Int, height: Int) throws -> Image {
        guard layout != nil else { throw WorldError.notReset }
        return try cameras.viewerImage(of: physics, width: width, height: height)
    }

    /// The joints' ranges in radians, in the order of ``JointAngles/names``: what commands are taken into.
    package var jointRanges: [ClosedRange<Double>] { arm.ranges }

    private func setControls() {
        for (actuator, angle) in zip(arm.actuators, command.radians) { physics.controls[actuator] = angle }
    }
}
