/// How an arm is used.
public struct ArmSettings: Sendable {
    /// Unit of the five joints of the arm; the gripper is always in percent. It must be the unit of the data that the
    /// policy was trained with: LeRobot since 0.4 records degrees, 0.3.3 recorded `range_m100_100`.
    public var unit: JointUnit
    /// The most that a goal may be away from where the joint is, in the joint's unit, one for all or one per joint; nil
    /// for no limit.
    public var maximumRelativeTarget: [Double]?
    public var gains: Gains
    /// Whether servos that are calibrated otherwise than the file says get the file's numbers; else that is an error.
    public var writesCalibration: Bool
    package var busTiming = FeetechBus.Timing()

    public init(
        unit: JointUnit = .degrees, maximumRelativeTarget: [Double]? = nil, gains: Gains = Gains(),
        writesCalibration: Bool = false
    ) {
        self.unit = unit
        self.maximumRelativeTarget = maximumRelativeTarget
        self.gains = gains
        self.writesCalibration = writesCalibration
    }

    /// Of the servos' position control. LeRobot lowers the proportional part from 32 to 16 against shaking.
    public struct Gains: Sendable, Equatable {
        /// Each 0 to 254.
        public var proportional: Int
        public var integral: Int
        public var derivative: Int

        public init(proportional: Int = 16, integral: Int = 0, derivative: Int = 32) {
            self.proportional = proportional
            self.integral = integral
            self.derivative = derivative
        }
    }

    /// Throws ``ArmError/badSetting(_:)``.
    func validate() throws(ArmError) {
        guard unit != .metres else { throw .badSetting("an arm's joints turn: use degrees, not metres") }
        for gain in [gains.proportional, gains.integral, gains.derivative] where !(0...254).contains(gain) {
            throw .badSetting("a gain of \(gain) is not within 0 to 254")
        }
        guard let limits = maximumRelativeTarget else { return }
        guard limits.count == 1 || limits.count == ArmJoint.allCases.count else {
            throw .badSetting(
                "\(limits.count) limits for \(ArmJoint.allCases.count) joints; give one, or one per joint")
        }
        if let limit = limits.first(where: { !($0.isFinite && $0 > 0) }) {
            throw .badSetting("a goal cannot be limited to \(limit) from where the joint is; give a positive number")
        }
    }
}
