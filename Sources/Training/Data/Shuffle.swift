import Dataset

/// The order of an epoch's samples.
public enum Shuffle: Sendable, Equatable, Codable {
    /// Any order is as likely as any other. Fast where the decoded pictures fit into memory, or where every picture can be
    /// decoded almost alone.
    case uniform
    /// Runs of neighbouring steps come in any order, and the steps of each are strewn over `span` samples, among those of
    /// other runs. A run's pictures are decoded in one pass and are all used while they are in the frame cache. Epochs run
    /// into each other: near an epoch's end some samples are of the next one already.
    case local(span: Int)

    /// Steps in a run: those that the frame cache decodes together.
    static let runLength = 32

    /// Up to here uniform order is as good as any: LeRobot's videos have a key frame every other picture.
    private static let closeKeyFrames = 4

    /// The order for a dataset: uniform where that costs little, else local with a span by which every run stays in the frame
    /// cache until its last sample.
    public static func suited(to access: PictureAccess) -> Shuffle {
        guard let steps = access.stepsInCache, !access.holdsEverything, access.keyFrameInterval > closeKeyFrames else {
            return .uniform
        }
        // Between two samples of a run at most `span` others come; with those of its end and beginning they belong to at
        // most 2 span / runLength runs. What was used that long ago is still kept.
        return .local(span: max(1, steps / 2))
    }
}
