import CMuJoCo

/// What may change while states of the model live.
extension PhysicsModel {
    /// Red, green, blue and opacity, each 0 to 1; a geom of opacity 0 is not drawn.
    package func setColour(_ colour: SIMD4<Float>, ofGeom geom: Int) {
        let start = 4 * checked(geom, view.geom_count)
        for channel in 0..<4 { view.geom_colour[start + channel] = colour[channel] }
    }

    /// Two geoms collide where one's type and the other's affinity have a bit in common. A geom whose bits are all 0 when
    /// the model is compiled never collides.
    package func setContact(type: Int, affinity: Int, ofGeom geom: Int) {
        view.geom_contact_type[checked(geom, view.geom_count)] = Int32(type)
        view.geom_contact_affinity[geom] = Int32(affinity)
    }

    /// The part of the body's weight that is taken from it, 0 to 1. It counts only where the compiled model has some body with
    /// more than 0.
    package func setGravityCompensation(_ part: Double, ofBody body: Int) {
        view.body_gravity_compensation[checked(body, view.body_count)] = part
    }

    /// A camera's pose in its body's frame. It looks along its own -z, with x to the right and y up.
    package struct CameraPose: Sendable, Equatable {
        /// Metres.
        package var position: SIMD3<Double>
        /// Of length 1; w, x, y, z.
        package var quaternion: SIMD4<Double>

        package init(position: SIMD3<Double>, quaternion: SIMD4<Double>) {
            self.position = position
            self.quaternion = quaternion
        }
    }

    package func pose(ofCamera camera: Int) -> CameraPose {
        let number = checked(camera, view.camera_count)
        let position = view.camera_position + 3 * number
        let quaternion = view.camera_quaternion + 4 * number
        return CameraPose(
            position: SIMD3(position[0], position[1], position[2]),
            quaternion: SIMD4(quaternion[0], quaternion[1], quaternion[2], quaternion[3]))
    }

    package func setPose(_ pose: CameraPose, ofCamera camera: Int) {
        let number = checked(camera, view.camera_count)
        for axis in 0..<3 { view.camera_position[3 * number + axis] = pose.position[axis] }
        for part in 0..<4 { view.camera_quaternion[4 * number + part] = pose.quaternion[part] }
    }

    /// The vertical field of view, in radians.
    package func fieldOfView(ofCamera camera: Int) -> Double {
        view.camera_view[checked(camera, view.camera_count)] * .pi / 180
    }

    /// Where a lamp shines to, of length 1, and the colour of its diffuse light, each channel 0 to 1.
    package func setLight(direction: SIMD3<Double>, diffuse: SIMD3<Double>, ofLight light: Int) {
        let start = 3 * checked(light, view.light_count)
        for axis in 0..<3 {
            view.light_direction[start + axis] = direction[axis]
            view.light_diffuse[start + axis] = Float(diffuse[axis])
        }
    }

    /// The lamp that goes with the camera: ambient and diffuse light, each channel 0 to 1.
    package func setHeadlight(ambient: SIMD3<Double>, diffuse: SIMD3<Double>) {
        for channel in 0..<3 {
            view.headlight_ambient[channel] = Float(ambient[channel])
            view.headlight_diffuse[channel] = Float(diffuse[channel])
        }
    }
}
