/// The six servos of an arm: who they are, how they are set, where they are and where they shall go, in steps.
///
/// For one thread at a time. When it goes away while it holds the arm, it lets go.
final class ArmMotors {
    /// STS3215.
    static let model = 777
    /// Tries after the first when letting go.
    static let releaseRetries = 5

    let bus: FeetechBus
    private(set) var isHolding = false
    private var torqueGuard: TorqueGuard?

    init(_ bus: FeetechBus) { self.bus = bus }

    deinit {
        if isHolding { try? release() }
        // Before the port is closed and its number goes to another file.
        torqueGuard = nil
    }

    private static let ids = ArmJoint.allCases.map(\.id)

    /// Asks every servo what it is. Throws ``ArmError``.
    func identify() throws(ArmError) {
        var versions: [String] = []
        for joint in ArmJoint.allCases {
            try named { () throws(BusError) in try bus.ping(joint.id) }
            let found = try read(.modelNumber, joint)
            guard found == ArmMotors.model else {
                throw .wrongServo(joint: joint.rawValue, id: joint.id, found: found)
            }
            versions.append("\(try read(.firmwareMajor, joint)).\(try read(.firmwareMinor, joint))")
        }
        guard Set(versions).count == 1 else {
            throw .firmwareDiffers(zip(ArmJoint.allCases, versions).map { "\($0.rawValue) \($1)" })
        }
    }

    /// Where the servos' own calibration is another than `calibration`, in words.
    func differences(from calibration: ArmCalibration) throws(ArmError) -> [String] {
        var differences: [String] = []
        for joint in ArmJoint.allCases {
            for (register, expected) in ArmMotors.registers(of: calibration[joint]) {
                let found = try read(register, joint)
                if found != expected {
                    differences.append("\(joint.rawValue): \(register.name) is \(found) instead of \(expected)")
                }
            }
        }
        return differences
    }

    /// Writes `calibration` to the servos, which then hold nothing.
    func write(_ calibration: ArmCalibration) throws(ArmError) {
        try release()
        for joint in ArmJoint.allCases {
            for (register, value) in ArmMotors.registers(of: calibration[joint]) { try write(value, register, joint) }
        }
    }

    /// Sets the servos as LeRobot does; they then hold nothing.
    func configure(_ gains: ArmSettings.Gains) throws(ArmError) {
        try release()
        for joint in ArmJoint.allCases {
            try write(0, .returnDelay, joint)
            try write(254, .maximumAcceleration, joint)
            try write(254, .acceleration, joint)
            // Bit 4 of Phase counts the turns, which would let positions leave 0...4095.
            try write(read(.phase, joint) & ~0x10, .phase, joint)
            try write(0, .operatingMode, joint)
            try write(gains.proportional, .proportional, joint)
            try write(gains.integral, .integral, joint)
            try write(gains.derivative, .derivative, joint)
        }
        // A gripper that closes on something would else burn out: half the torque, and an end to overload.
        try write(500, .maximumTorque, .gripper)
        try write(250, .protectionCurrent, .gripper)
        try write(25, .overloadTorque, .gripper)
    }

    /// Torque on, where the arm is: an old goal would make it jump.
    func hold() throws(ArmError) {
        isHolding = true
        torqueGuard = TorqueGuard(descriptor: bus.port.descriptor)
        try setGoals(positions())
        for joint in ArmJoint.allCases {
            try write(1, .torqueEnable, joint)
            try write(1, .lock, joint)
        }
    }

    /// Torque off, and memory unlocked, whatever state the servos are in. All are tried before
    /// ``ArmError/torqueMayBeOn(joints:reason:)`` is thrown.
    func release() throws(ArmError) {
        var failures: [(joint: ArmJoint, error: BusError)] = []
        for joint in ArmJoint.allCases {
            do throws(BusError) {
                for register in [ServoRegister.torqueEnable, .lock] {
                    try bus.write(
                        0, to: register, of: joint.id, ignoringFaults: true, retries: ArmMotors.releaseRetries)
                }
            } catch {
                failures.append((joint, error))
            }
        }
        // Tried once: who calls hears that it failed, and deinit does not wait for it all again.
        let wasHolding = isHolding
        isHolding = false
        defer { torqueGuard = nil }
        guard let first = failures.first else { return }
        // A servo may hear although it cannot answer.
        for _ in 0..<3 { try? bus.syncWrite(ArmMotors.ids.map { ($0, 0) }, to: .torqueEnable) }
        guard wasHolding else { throw ArmMotors.named(first.error) }
        throw .torqueMayBeOn(joints: failures.map(\.joint.rawValue), reason: first.error.description)
    }

    /// Steps of all joints.
    func positions() throws(ArmError) -> [Int] {
        try named { () throws(BusError) in try bus.syncRead(.presentPosition, of: ArmMotors.ids) }
    }

    /// - Parameter goals: steps, one per joint.
    func setGoals(_ goals: [Int]) throws(ArmError) {
        let values = zip(ArmMotors.ids, goals).map { (id: $0, value: $1) }
        try named { () throws(BusError) in try bus.syncWrite(values, to: .goalPosition) }
    }

    func write(_ value: Int, _ register: ServoRegister, _ joint: ArmJoint) throws(ArmError) {
        try named { () throws(BusError) in try bus.write(value, to: register, of: joint.id) }
    }

    private func read(_ register: ServoRegister, _ joint: ArmJoint) throws(ArmError) -> Int {
        try named { () throws(BusError) in try bus.read(register, of: joint.id) }
    }

    private static func registers(of calibration: JointCalibration) -> [(ServoRegister, Int)] {
        [
            (.homingOffset, calibration.homingOffset), (.minimumPosition, calibration.rangeMinimum),
            (.maximumPosition, calibration.rangeMaximum),
        ]
    }

    /// Errors of the bus with the name of the joint.
    private func named<Value>(_ body: () throws(BusError) -> Value) throws(ArmError) -> Value {
        do { return try body() } catch { throw ArmMotors.named(error) }
    }

    private static func named(_ error: BusError) -> ArmError {
        .bus(joint: error.servo.flatMap(ArmJoint.init(id:))?.rawValue, error)
    }
}
