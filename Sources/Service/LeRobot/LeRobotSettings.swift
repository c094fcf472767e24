/// What the service for LeRobot's clients needs to know beside the policy.
public struct LeRobotSettings: Sendable, Equatable {
    /// How many numbers each state key has, without `state.`: from the metadata of the policy's data.
    public var stateWidths: [String: Int]
    /// At which the client executes actions; their time stamps follow from it. The reference's `fps`.
    public var framesPerSecond = 30.0
    /// How long `GetActions` waits for an observation; then it answers empty. The reference's `obs_queue_timeout`.
    public var wait: Duration = .seconds(2)
    /// How long the state of a client whose connection broke is kept for the next from the same address.
    public var reconnection: Duration = .seconds(60)

    public init(stateWidths: [String: Int]) { self.stateWidths = stateWidths }

    /// Throws ``TransportError/badOption(option:reason:)``.
    func validate() throws(TransportError) {
        guard framesPerSecond.isFinite, framesPerSecond > 0 else {
            throw .badOption(option: "--lerobot-fps", reason: "\(framesPerSecond); use more than 0")
        }
    }
}
