/// A place in the memory of an STS3215: where it is, how wide, and how its sign is stored. Little-endian.
package struct ServoRegister: Sendable, Hashable {
    package let name: String
    package let address: UInt8
    /// Bytes, 1 or 2.
    package let width: UInt8
    /// Bit that holds the sign of a sign-magnitude number; nil for unsigned ones.
    package let signBit: Int?

    private init(_ name: String, _ address: UInt8, _ width: UInt8, signBit: Int? = nil) {
        self.name = name
        self.address = address
        self.width = width
        self.signBit = signBit
    }

    // Kept without power; writable while Lock is 0.
    package static let firmwareMajor = ServoRegister("Firmware_Major_Version", 0, 1)
    package static let firmwareMinor = ServoRegister("Firmware_Minor_Version", 1, 1)
    package static let modelNumber = ServoRegister("Model_Number", 3, 2)
    package static let returnDelay = ServoRegister("Return_Delay_Time", 7, 1)
    package static let minimumPosition = ServoRegister("Min_Position_Limit", 9, 2)
    package static let maximumPosition = ServoRegister("Max_Position_Limit", 11, 2)
    package static let maximumTorque = ServoRegister("Max_Torque_Limit", 16, 2)
    package static let phase = ServoRegister("Phase", 18, 1)
    package static let proportional = ServoRegister("P_Coefficient", 21, 1)
    package static let derivative = ServoRegister("D_Coefficient", 22, 1)
    package static let integral = ServoRegister("I_Coefficient", 23, 1)
    package static let protectionCurrent = ServoRegister("Protection_Current", 28, 2)
    package static let homingOffset = ServoRegister("Homing_Offset", 31, 2, signBit: 11)
    package static let operatingMode = ServoRegister("Operating_Mode", 33, 1)
    package static let overloadTorque = ServoRegister("Overload_Torque", 36, 1)
    // Lost without power.
    package static let torqueEnable = ServoRegister("Torque_Enable", 40, 1)
    package static let acceleration = ServoRegister("Acceleration", 41, 1)
    package static let goalPosition = ServoRegister("Goal_Position", 42, 2, signBit: 15)
    package static let lock = ServoRegister("Lock", 55, 1)
    package static let presentPosition = ServoRegister("Present_Position", 56, 2, signBit: 15)
    package static let maximumAcceleration = ServoRegister("Maximum_Acceleration", 85, 1)

    /// Values that the register can hold.
    package var range: ClosedRange<Int> {
        guard let signBit else { return 0...(1 << (8 * Int(width))) - 1 }
        return -((1 << signBit) - 1)...(1 << signBit) - 1
    }

    /// - Precondition: `value` is within ``range``.
    package func encode(_ value: Int) -> [UInt8] {
        precondition(range.contains(value), "\(value) does not fit into \(name)")
        let bits = signBit.map { value < 0 ? 1 << $0 | -value : value } ?? value
        return (0..<Int(width)).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }

    /// - Precondition: there are ``width`` bytes.
    package func decode(_ bytes: some Collection<UInt8>) -> Int {
        precondition(bytes.count == Int(width), "\(name) has \(width) bytes, not \(bytes.count)")
        let bits = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard let signBit else { return bits }
        // Bits above the sign belong to nothing.
        let magnitude = bits & ((1 << signBit) - 1)
        return bits >> signBit & 1 == 1 ? -magnitude : magnitude
    }
}
