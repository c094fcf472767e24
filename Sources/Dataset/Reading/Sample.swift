import Embodiment

/// One step of a dataset: what the robot saw, felt and was told, and what it did next.
public struct Sample: Sendable, Equatable {
    public var observation: Observation
    /// Per joint group (names without `action.`): [T, D], in the units of the dataset.
    public var action: [String: Matrix]
    /// Index of the episode.
    public let episode: Int
    /// Row in the episode, from 0.
    public let row: Int

    public init(observation: Observation, action: [String: Matrix], episode: Int, row: Int) {
        self.observation = observation
        self.action = action
        self.episode = episode
        self.row = row
    }
}
