/// The first and the last view of an episode, as JPEG.
public struct EpisodePictures: Sendable, Equatable {
    public var first: [UInt8]
    public var last: [UInt8]

    public init(first: [UInt8], last: [UInt8]) {
        self.first = first
        self.last = last
    }
}
