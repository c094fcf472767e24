/// How a control loop runs.
public struct ControlSettings: Sendable {
    /// Time from one goal to the next; the policy's training data decide it. NVIDIA's loop waits 20 ms.
    public var period: Duration
    /// Steps of a chunk that are carried out before the next one is asked for. NVIDIA's loops carry out 8 or 12 of 16.
    public var actionHorizon: Int
    /// Chunks to carry out; nil goes on until a stop is requested.
    public var chunkCount: Int?
    /// Goals to begin with and to end with, one per joint; nil stays where it is.
    public var startPose: [Double]?
    public var homePose: [Double]?
    /// The fastest that a joint moves on the way to a pose, in its unit per second.
    public var poseSpeed: Double
    /// Rest after a pose is reached.
    public var settleTime: Duration
    /// Failures in a row, of the policy or of an observation, that are lived with; meanwhile the robot holds still.
    public var toleratedFailures: Int
    /// Pause before trying again.
    public var retryDelay: Duration

    public init(
        period: Duration = .milliseconds(20), actionHorizon: Int = 12, chunkCount: Int? = nil,
        startPose: [Double]? = nil, homePose: [Double]? = nil, poseSpeed: Double = 45,
        settleTime: Duration = .seconds(1), toleratedFailures: Int = 3, retryDelay: Duration = .milliseconds(500)
    ) {
        self.period = period
        self.actionHorizon = actionHorizon
        self.chunkCount = chunkCount
        self.startPose = startPose
        self.homePose = homePose
        self.poseSpeed = poseSpeed
        self.settleTime = settleTime
        self.toleratedFailures = toleratedFailures
        self.retryDelay = retryDelay
    }

    /// Throws ``ControlLoopError/badSetting(_:)``.
    func validate(for specification: RobotSpecification) throws(ControlLoopError) {
        guard period >= .milliseconds(1), period <= .seconds(60) else {
            throw .badSetting("a step of \(period) is not within 1 ms to 60 s")
        }
        guard actionHorizon > 0 else {
            throw .badSetting("\(actionHorizon) steps of a chunk cannot be carried out; give at least 1")
        }
        guard chunkCount ?? 0 >= 0 else { throw .badSetting("\(chunkCount ?? 0) chunks cannot be carried out") }
        guard poseSpeed.isFinite, poseSpeed > 0 else {
            throw .badSetting("a pose cannot be gone to at \(poseSpeed) a second; give a positive number")
        }
        guard settleTime >= .zero, retryDelay >= .zero, toleratedFailures >= 0 else {
            throw .badSetting("times and numbers of failures cannot be negative")
        }
        for pose in [startPose, homePose].compactMap(\.self) {
            guard pose.count == specification.joints.count, pose.allSatisfy(\.isFinite) else {
                throw .badSetting(
                    "the pose \(pose) is not one of \(specification.joints.count) finite numbers, one per joint")
            }
        }
    }
}
