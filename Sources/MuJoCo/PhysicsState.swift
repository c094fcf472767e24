import CMuJoCo

/// Where everything in a model is at one moment, and how it moves.
///
/// It belongs to one thread at a time. Positions and velocities are MuJoCo's `qpos` and `qvel`; poses are those of the last
/// `forward()`, `pose()` or `step()`.
package final class PhysicsState {
    package let model: PhysicsModel
    let handle: OpaquePointer
    private let view: cmujoco_state_view

    /// The model's initial state.
    ///
    /// - Throws: `PhysicsError.failed`.
    package init(_ model: PhysicsModel) throws(PhysicsError) {
        self.model = model
        var made: OpaquePointer?
        try attempt("make a state") { cmujoco_state_create(model.handle, &made, $0, $1) }
        guard let made else { throw .failed(operation: "make a state", reason: "there is no memory") }
        handle = made
        view = cmujoco_state_view(made)
    }

    deinit { cmujoco_state_free(handle) }

    /// Back to the initial state, as if nothing had been before.
    package func reset() throws(PhysicsError) {
        try attempt("reset the state") { cmujoco_state_reset(model.handle, handle, $0, $1) }
    }

    /// Computes everything that follows from positions, velocities and controls.
    ///
    /// - Throws: `PhysicsError.unstable` where these are not finite.
    package func forward() throws(PhysicsError) {
        try attempt("compute the forces", time: time) { cmujoco_state_forward(model.handle, handle, $0, $1) }
    }

    /// Computes the poses, and what Jacobians need, from the positions alone.
    package func pose() throws(PhysicsError) {
        try attempt("compute the poses", time: time) { cmujoco_state_pose(model.handle, handle, $0, $1) }
    }

    /// Advances by so many of the model's time steps.
    ///
    /// - Throws: `PhysicsError.unstable`; the state must be reset then.
    package func step(_ count: Int = 1) throws(PhysicsError) {
        let start = time
        try attempt("advance the simulation", time: start) {
            cmujoco_state_step(model.handle, handle, Int64(count), $0, $1)
        }
    }

    /// Seconds since the reset.
    package var time: Double { view.time.pointee }

    package var positions: UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(start: view.positions, count: model.positionCount)
    }

    package var velocities: UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(start: view.velocities, count: model.velocityCount)
    }

    package var controls: UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(start: view.controls, count: model.controlCount)
    }

    package func bodyPosition(_ body: Int) -> SIMD3<Double> {
        vector(view.body_position, model.checked(body, model.view.body_count))
    }

    package func geomPose(_ geom: Int) -> Pose {
        pose(view.geom_position, view.geom_rotation, model.checked(geom, model.view.geom_count))
    }

    package func sitePose(_ site: Int) -> Pose {
        pose(view.site_position, view.site_rotation, model.checked(site, model.view.site_count))
    }

    /// A camera looks along its own -z, with x to the right and y up.
    package func cameraPose(_ camera: Int) -> Pose {
        pose(view.camera_position, view.camera_rotation, model.checked(camera, model.view.camera_count))
    }

    /// How a point that is fixed to the body moves with the velocities: two matrices [3, velocities], row after row, the
    /// first for metres, the second for radians. `pose()` or more comes before it.
    package func jacobian(
        at point: SIMD3<Double>, body: Int
    ) throws(PhysicsError) -> (linear: [Double], angular: [Double]) {
        let number = Int32(model.checked(body, model.view.body_count))
        let coordinates = [point.x, point.y, point.z]
        var linear = [Double](repeating: 0, count: 3 * model.velocityCount)
        var angular = linear
        try attempt("compute a Jacobian", time: time) {
            cmujoco_state_jacobian(model.handle, handle, &linear, &angular, coordinates, number, $0, $1)
        }
        return (linear, angular)
    }

    /// The pairs of geoms that touch.
    package var contacts: [Contact] {
        (0..<cmujoco_contact_count(handle)).compactMap { index in
            var first: Int32 = 0
            var second: Int32 = 0
            guard cmujoco_contact(handle, index, &first, &second) != 0 else { return nil }
            return Contact(first: Int(first), second: Int(second))
        }
    }

    private func vector(_ values: UnsafePointer<Double>, _ number: Int) -> SIMD3<Double> {
        SIMD3(values[3 * number], values[3 * number + 1], values[3 * number + 2])
    }

    private func pose(
        _ positions: UnsafePointer<Double>, _ rotations: UnsafePointer<Double>, _ number: Int
    ) -> Pose {
        let rotation = rotations + 9 * number
        return Pose(
            position: vector(positions, number),
            axes: (0..<3).map { SIMD3(rotation[$0], rotation[3 + $0], rotation[6 + $0]) })
    }
}
