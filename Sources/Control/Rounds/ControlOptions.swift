import Embodiment

/// How the chunks of one round are joined to those of the last.
public enum ControlMode: Sendable, Equatable {
    /// Every chunk stands for itself.
    case plain
    /// Averages of all chunks that speak of the same step, which count exp(−m i); ACT's m is 0.01.
    case ensemble(decay: Double)
    case realTimeChunking(RTCOptions)
}

/// Real-time chunking (RTC, arXiv 2506.07339).
public struct RTCOptions: Sendable, Equatable {
    /// Where the number of steps that go by during a round comes from.
    public enum Delay: Sendable, Equatable {
        /// The longest of the last `window` rounds, from a request's arrival to its answer; `initial` until there was one.
        case measured(initial: Int, window: Int)
        /// Known, in steps.
        case fixed(steps: Int)
    }

    public var delay: Delay
    public var mask: SoftMask
    /// β: the most that the guidance may weigh against the model's own velocity.
    public var maximumWeight: Double
    /// Whether the error is carried back through the denoiser, as in the paper, or added as it is. The first leaves more to the
    /// model: one that is sure of its actions hardly moves in 4 denoising steps, more so in 16 with a larger weight. The second
    /// costs nothing, and holds what it is told to hold, whether the model finds it likely or not.
    public var usesJacobian: Bool

    /// The paper's values.
    public init(
        delay: Delay = .measured(initial: 0, window: 10), mask: SoftMask = .exponential, maximumWeight: Double = 5,
        usesJacobian: Bool = true
    ) {
        self.delay = delay
        self.mask = mask
        self.maximumWeight = maximumWeight
        self.usesJacobian = usesJacobian
    }

    func delayEstimate() throws(ControlError) -> DelayEstimate {
        switch delay {
        case .measured(let initial, let window): try DelayEstimate(initial: initial, window: window)
        case .fixed(let steps): try DelayEstimate(initial: steps, window: 1)
        }
    }

    func validate() throws(ControlError) {
        _ = try delayEstimate()
        guard (0...1000).contains(maximumWeight) else {
            throw .badOption(name: "the guidance weight", value: "\(maximumWeight)", allowed: "0 to 1000, usually 5")
        }
    }
}

/// How a policy is run, round after round.
public struct ControlOptions: Sendable {
    public var mode: ControlMode
    public var rate: ControlRate
    /// Steps of a chunk that are sent to the robot; all where absent.
    public var actionHorizon: Int?
    /// Per joint group, by its name without `action.`.
    public var limits: [String: JointGroupLimits]
    /// Whether an action beyond a limit is refused, not clipped.
    public var isStrict: Bool
    /// Clients that are remembered at once; the one that was silent longest is forgotten for another.
    public var maximumSessions: Int
    /// Silence after which a client is forgotten.
    public var idleTime: Duration

    public init(
        mode: ControlMode = .plain, rate: ControlRate = .usual, actionHorizon: Int? = nil,
        limits: [String: JointGroupLimits] = [:], isStrict: Bool = false, maximumSessions: Int = 256,
        idleTime: Duration = .seconds(600)
    ) {
        self.mode = mode
        self.rate = rate
        self.actionHorizon = actionHorizon
        self.limits = limits
        self.isStrict = isStrict
        self.maximumSessions = maximumSessions
        self.idleTime = idleTime
    }

    func validate() throws(ControlError) {
        if let actionHorizon, !(1...100_000).contains(actionHorizon) {
            throw .badOption(name: "action-horizon", value: "\(actionHorizon)", allowed: "1 to 100000 steps")
        }
        guard (1...1_000_000).contains(maximumSessions) else {
            throw .badOption(name: "the number of sessions", value: "\(maximumSessions)", allowed: "1 to 1000000")
        }
        guard idleTime > .zero else {
            throw .badOption(name: "the idle time", value: "\(idleTime)", allowed: "more than 0 seconds")
        }
        switch mode {
        case .plain: break
        case .ensemble(let decay): _ = try TemporalEnsemble(decay: decay)
        case .realTimeChunking(let options): try options.validate()
        }
    }
}
