import MuJoCo

/// A hand that reaches into the scene: to disturb a policy, and for scenes that no layout describes.
extension TabletopWorld {
    /// Puts a cube of the layout elsewhere on the table, at rest.
    ///
    /// - Throws: `WorldError.notReset`, `WorldError.invalidLayout` where the scene has no such cube or the place is no number,
    ///   `PhysicsError.unstable`.
    package func moveCube(_ colour: CubeColour, to place: SceneLayout.Place, yaw: Double = 0) throws {
        try moveCube(colour, to: SIMD3(place.x, place.y, TabletopScene.cubeRest), yaw: yaw)
    }

    /// Puts the middle of a cube of the layout at a point, in the air too, upright and at rest.
    ///
    /// - Throws: as the other.
    package func moveCube(_ colour: CubeColour, to point: SIMD3<Double>, yaw: Double = 0) throws {
        guard let layout else { throw WorldError.notReset }
        guard let index = layout.cubes.firstIndex(where: { $0.colour == colour }) else {
            throw WorldError.invalidLayout(reason: "it has no \(colour.rawValue) cube to move")
        }
        guard point.x.isFinite, point.y.isFinite, point.z.isFinite, yaw.isFinite else {
            throw WorldError.invalidLayout(reason: "a cube cannot be moved to \(point), \(yaw): that is no place")
        }
        cubes[index].move(to: point, yaw: yaw, in: physics)
        try physics.forward()
    }
}
