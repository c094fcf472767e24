import Foundation
import Simulation

/// Scenes to test with.
enum Worlds {
    private static let loaded = Result { try SO101Model.load() }

    /// Read once: it takes longer than a test.
    static func robot() throws -> SO101Model { try loaded.get() }

    static func world(_ layout: SceneLayout = layout, imageSize: Int = 96) throws -> TabletopWorld {
        let world = try TabletopWorld(robot(), imageSize: imageSize)
        try world.reset(to: layout)
        return world
    }

    static let home = JointAngles(radians: [0, -1.2, 1, 1, 0, 1])

    static let layout = SceneLayout(
        cubes: [
            .init(colour: .green, x: 0.18, y: 0.09, yaw: 0.3), .init(colour: .red, x: 0.25, y: -0.08, yaw: 0),
            .init(colour: .blue, x: 0.17, y: -0.02, yaw: -0.4),
        ], start: home)

    static let withBowl: SceneLayout = {
        var layout = Self.layout
        layout.cubes.removeLast()
        layout.bowl = .init(x: 0.23, y: 0.02)
        return layout
    }()

    /// Commands that move all joints.
    static func command(_ step: Int) -> JointAngles {
        let wave = sin(Double(step) / 5)
        return JointAngles(
            radians: [0.5 * wave, -0.5 + 0.7 * wave, 0.9, 1 + 0.2 * wave, 0.3 * wave, 0.7 + 0.5 * wave])
    }
}
