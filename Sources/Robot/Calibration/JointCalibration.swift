/// What is known of one servo after calibration, in steps of 4096 a turn.
public struct JointCalibration: Sendable, Equatable, Codable {
    /// The servo's number on the bus.
    public var id: Int
    /// 1 where the joint counts the other way round.
    public var driveMode: Int
    /// The servo reports its angle minus this.
    public var homingOffset: Int
    /// Ends of the joint's range, as reported.
    public var rangeMinimum: Int
    public var rangeMaximum: Int

    public init(id: Int, driveMode: Int = 0, homingOffset: Int, rangeMinimum: Int, rangeMaximum: Int) {
        self.id = id
        self.driveMode = driveMode
        self.homingOffset = homingOffset
        self.rangeMinimum = rangeMinimum
        self.rangeMaximum = rangeMaximum
    }

    enum CodingKeys: String, CodingKey {
        case id
        case driveMode = "drive_mode"
        case homingOffset = "homing_offset"
        case rangeMinimum = "range_min"
        case rangeMaximum = "range_max"
    }

    /// The servo's steps as the joint's number in `unit`.
    ///
    /// As in LeRobot the percentages end at the ends of the range, while degrees go on beyond them, count from the
    /// middle of the range and know no drive mode. Radians are degrees by another name.
    ///
    /// - Precondition: `unit` is not metres: servos turn.
    public func value(ofSteps steps: Int, in unit: JointUnit) -> Double {
        let (low, high) = (Double(rangeMinimum), Double(rangeMaximum))
        let share = (min(max(Double(steps), low), high) - low) / (high - low)
        switch unit {
        case .signedPercent:
            let value = share * 200 - 100
            return driveMode == 0 ? value : -value
        case .percent:
            let value = share * 100
            return driveMode == 0 ? value : 100 - value
        case .degrees: return (Double(steps) - middle) * JointCalibration.degreesPerStep
        case .radians: return (Double(steps) - middle) * JointCalibration.degreesPerStep * .pi / 180
        case .metres: preconditionFailure("a servo has no metres")
        }
    }

    /// The steps of a number in `unit`, cut off towards zero as in LeRobot.
    ///
    /// - Precondition: `value` is finite, and `unit` not metres.
    public func steps(ofValue value: Double, in unit: JointUnit) -> Int {
        let (low, high) = (Double(rangeMinimum), Double(rangeMaximum))
        let steps: Double
        switch unit {
        case .signedPercent:
            let ahead = driveMode == 0 ? value : -value
            steps = (min(max(ahead, -100), 100) + 100) / 200 * (high - low) + low
        case .percent:
            let ahead = driveMode == 0 ? value : 100 - value
            steps = min(max(ahead, 0), 100) / 100 * (high - low) + low
        case .degrees: steps = value / JointCalibration.degreesPerStep + middle
        case .radians: steps = value * 180 / .pi / JointCalibration.degreesPerStep + middle
        case .metres: preconditionFailure("a servo has no metres")
        }
        // Far outside of what a servo can hold is as good as just outside.
        return Int(min(max(steps, -32767), 32767))
    }

    private var middle: Double { (Double(rangeMinimum) + Double(rangeMaximum)) / 2 }

    /// LeRobot divides by 4095, the highest step, not by 4096.
    private static let degreesPerStep = 360.0 / 4095
}
