import Embodiment
import Media

/// Recorded and predicted actions of one trajectory, side by side.
public struct Trajectory: Sendable, Equatable {
    public struct JointGroup: Sendable, Equatable {
        /// Without `action.`.
        public let name: String
        /// [T, D], in the units of the dataset.
        public let recorded: Matrix
        /// [T, D], in the units of the dataset.
        public let predicted: Matrix
    }

    /// What a camera saw when a chunk was predicted, small.
    public struct Frame: Sendable, Equatable {
        public let camera: String
        public let image: Image

        /// The picture of the first camera, by name; nil where there is none.
        init?(of observation: Observation) {
            guard let (camera, images) = observation.video.min(by: { $0.key < $1.key }), let image = images.last else {
                return nil
            }
            self.camera = camera
            self.image = image.fitted(height: Frame.height, width: Frame.height * 2)
        }

        private static let height = 160
    }

    /// Index of the episode.
    public let episode: Int
    /// What the robot was told.
    public let instruction: String
    /// Steps at which a chunk was predicted.
    public let chunkStarts: [Int]
    public let groups: [JointGroup]
    /// Time of each call of the policy.
    public let secondsPerAction: [Double]
    /// Per chunk; nil for a policy without cameras.
    public let frames: [Frame?]

    /// T: steps that were compared.
    public var steps: Int { groups.first?.recorded.rows ?? 0 }
}
