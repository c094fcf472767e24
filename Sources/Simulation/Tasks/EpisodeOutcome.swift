/// How an episode ended, as the physics tells it.
public struct EpisodeOutcome: Sendable, Equatable, Codable {
    public let success: Bool
    /// Control steps that it took.
    public let steps: Int
    /// The first cube that a jaw touched.
    public let firstTouched: CubeColour?
    /// Whether that was the cube that the instruction names; `nil` where none was touched. Apart from success: a policy can go to
    /// the right cube and fail to lift it.
    public let followedLanguage: Bool?
    /// `nil` after success.
    public let failure: FailureCause?

    public init(
        success: Bool, steps: Int, firstTouched: CubeColour?, followedLanguage: Bool?, failure: FailureCause?
    ) {
        self.success = success
        self.steps = steps
        self.firstTouched = firstTouched
        self.followedLanguage = followedLanguage
        self.failure = failure
    }
}

/// Why an episode failed: the first thing that went wrong as far as the physics shows it.
public enum FailureCause: String, Sendable, Codable, CaseIterable {
    case touchedNothing, wentToOtherCube, neverGrasped, slipped, leftTheTable
    case missedTheBowl, notReleased
    case pushedTooLittle, pushedWrongWay, grippedInstead
    case timeOver

    /// In words, with what it usually means.
    public var explanation: String {
        switch self {
        case .touchedNothing:
            "The gripper touched no cube: it did not get there, or closed beside it. Look at whether the policy sees at all."
        case .wentToOtherCube:
            "The gripper touched another cube and never the named one: the instruction was not followed."
        case .neverGrasped:
            "The named cube was touched, and never held between both jaws: the last centimetre is not accurate enough."
        case .slipped:
            "The named cube was held and lost: the grip was off the middle, or the jaws opened on the way."
        case .leftTheTable: "The named cube ended where the arm cannot reach: it was hit instead of approached."
        case .missedTheBowl: "The named cube was let go of beside the bowl."
        case .notReleased: "The named cube was over the bowl or in it, and the jaws did not let go."
        case .pushedTooLittle: "The named cube went less than 5 cm to the side that was asked for."
        case .pushedWrongWay: "The named cube went to another side than the one that was asked for."
        case .grippedInstead: "The named cube was gripped or lifted where it was to be pushed."
        case .timeOver: "All went well so far, and the steps of the episode were used up."
        }
    }
}
