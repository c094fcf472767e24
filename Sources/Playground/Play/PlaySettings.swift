import Embodiment
import Simulation

/// Who moves the arm.
package enum PlaySource: Sendable {
    /// The scripted expert, which reads the physics' state.
    case expert
    /// Nobody: the arm holds still.
    case hold
    /// Chance.
    case random
    /// A model here or a server elsewhere. `noiseCount` numbers are what it makes a chunk from; they then follow from the scene's
    /// seed, so that an instruction in a new scene is carried out the same way again. It draws them itself where nil.
    case policy(any ServedPolicy, noiseCount: Int?)

    /// What it goes by, for those that are no policy.
    package var about: String? {
        switch self {
        case .expert: "a script that reads the physics state and sees no pictures"
        case .hold: "nobody moves the arm"
        case .random: "moves at random"
        case .policy: nil
        }
    }
}

/// What is played.
package struct PlaySettings: Sendable {
    package var source: PlaySource
    /// For the head of the page: what `--policy` named.
    package var name: String
    /// And what that is, in a few words.
    package var about: String
    package var task = TaskKind.pick
    /// Counts from where an evaluation's seeds begin, so that the policy has not been trained on the scene.
    package var seed = 0
    package var options = EpisodeOptions()
    /// Steps of a chunk that are executed before the policy is asked again.
    package var executionHorizon = 8
    /// Width and height of what the policy sees, in pixels.
    package var imageSize = 96
    /// Of the larger view for people, in pixels.
    package var viewerWidth = 640
    package var viewerHeight = 400

    package init(source: PlaySource, name: String, about: String = "") {
        self.source = source
        self.name = name
        self.about = about
    }
}
