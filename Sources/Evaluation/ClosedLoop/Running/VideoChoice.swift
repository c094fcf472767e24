/// Which videos an evaluation makes. A view from beside is drawn at each step for them, which takes about as long as
/// the step.
public enum VideoChoice: String, Sendable, CaseIterable {
    case none
    /// One of many episodes at once.
    case mosaic
    /// Also one of each episode that failed.
    case failures
    /// Also one of each episode.
    case all
}
