import Media

/// What the robot sees, feels and is told at one moment. Keys are the names without their modality prefix (`ego_view`).
public struct Observation: Sendable, Equatable {
    /// Per camera: T frames, oldest first.
    public var video: [String: [Image]]
    /// Per joint group: [T, D], in the units of the dataset.
    public var state: [String: Matrix]
    /// Per annotation: T instructions; the first is used.
    public var annotation: [String: [String]]

    public init(video: [String: [Image]] = [:], state: [String: Matrix] = [:], annotation: [String: [String]] = [:]) {
        self.video = video
        self.state = state
        self.annotation = annotation
    }
}
