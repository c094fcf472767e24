import MuJoCo

/// The point between the jaws where a cube is held: the middle of the pads when they are parallel, fixed to the gripper.
struct GraspPoint {
    /// The gripper's angle at which the pads are parallel, 4 cm apart, radians.
    static let parallel = 0.46

    let site: Int
    /// Of the point, in the site's frame.
    private let offset: SIMD3<Double>

    /// Uses the state's positions to find out, and leaves them changed.
    init(_ state: PhysicsState) throws(PhysicsError) {
        let model = state.model
        site = try model.number(of: .site, "gripperframe")
        let gripper = try model.number(of: .joint, "gripper")
        state.positions[model.positionAddress(ofJoint: gripper)] = Self.parallel
        try state.pose()
        let fixed = state.geomPose(try model.number(of: .geom, "fixed_jaw_pad"))
        let moving = state.geomPose(try model.number(of: .geom, "moving_jaw_pad"))
        offset = state.sitePose(site).local((fixed.position + moving.position) / 2)
    }

    func position(in state: PhysicsState) -> SIMD3<Double> { state.sitePose(site).point(offset) }
}
