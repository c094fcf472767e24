/// What is kept of an episode's pictures.
public struct EpisodeFootage: Sendable, Equatable {
    /// nil where nothing was drawn.
    public var pictures: EpisodePictures?
    /// For the mosaic; empty for episodes that are not in it.
    public var frames: [[UInt8]]

    public init(pictures: EpisodePictures? = nil, frames: [[UInt8]] = []) {
        self.pictures = pictures
        self.frames = frames
    }
}
