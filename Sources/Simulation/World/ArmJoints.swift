import MuJoCo

/// Where the arm's six joints and motors are in a model that has it, in the order of ``JointAngles/names``.
struct ArmJoints {
    let positions: [Int]
    let velocities: [Int]
    let actuators: [Int]
    /// What a motor may be told, radians.
    let ranges: [ClosedRange<Double>]

    init(_ model: PhysicsModel) throws(PhysicsError) {
        var numbers: [(joint: Int, actuator: Int)] = []
        for name in JointAngles.names {
            numbers.append((try model.number(of: .joint, name), try model.number(of: .actuator, name)))
        }
        positions = numbers.map { model.positionAddress(ofJoint: $0.joint) }
        velocities = numbers.map { model.velocityAddress(ofJoint: $0.joint) }
        actuators = numbers.map(\.actuator)
        ranges = numbers.map { model.controlRange(ofActuator: $0.actuator) }
    }

    /// Within the ranges.
    ///
    /// - Throws: `WorldError.invalidCommand` for what is no number.
    func clamped(_ command: JointAngles) throws(WorldError) -> JointAngles {
        for (name, angle) in zip(JointAngles.names, command.radians) where !angle.isFinite {
            throw .invalidCommand(joint: name, value: angle)
        }
        return JointAngles(
            radians: zip(ranges, command.radians).map { min(max($1, $0.lowerBound), $0.upperBound) })
    }
}
