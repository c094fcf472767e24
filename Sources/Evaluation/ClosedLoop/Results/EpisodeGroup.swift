import Simulation

/// Under what conditions episodes were run; each is reported apart.
public struct EpisodeGroup: Sendable, Hashable {
    /// Whether the combinations of colour and phrase are those that training never had.
    public let isHeldOut: Bool
    /// Whether light, colours and cameras are drawn too.
    public let isRandomised: Bool

    public init(isHeldOut: Bool = false, isRandomised: Bool = false) {
        self.isHeldOut = isHeldOut
        self.isRandomised = isRandomised
    }

    /// Instructions and scenes as training has them; only the seeds are others.
    public static let standard = EpisodeGroup()
    public static let heldOut = EpisodeGroup(isHeldOut: true)
    public static let randomised = EpisodeGroup(isRandomised: true)

    /// What its episodes are drawn with.
    public var options: EpisodeOptions {
        EpisodeOptions(split: isHeldOut ? .heldOut : .training, visualRandomisation: isRandomised)
    }

    /// As the files have it.
    public var name: String {
        switch (isHeldOut, isRandomised) {
        case (false, false): "standard"
        case (true, false): "held_out"
        case (false, true): "randomised"
        case (true, true): "held_out_randomised"
        }
    }

    /// For people.
    public var title: String {
        switch (isHeldOut, isRandomised) {
        case (false, false): "standard scenes"
        case (true, false): "held-out instructions"
        case (false, true): "randomised looks"
        case (true, true): "held-out instructions, randomised looks"
        }
    }

    /// What the group tests.
    public var meaning: String {
        switch (isHeldOut, isRandomised) {
        case (false, false): "Scenes and instructions of the kind that training had, at seeds that it never saw."
        case (true, false): "Combinations of phrase and colour that training never had, though it had each of the two."
        case (false, true): "Light, colours of table and cubes, and the cameras' places are drawn for each episode."
        case (true, true): "Combinations of phrase and colour that training never had, under drawn light and cameras."
        }
    }
}

extension EpisodeGroup: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
