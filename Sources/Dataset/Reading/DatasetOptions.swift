/// How a dataset is read.
public struct DatasetOptions: Sendable, Equatable {
    /// Most bytes of decoded pictures to keep. Where all pictures of the dataset fit, every video is decoded once.
    public var frameCacheBytes: Int
    /// Most bytes of rows to keep.
    public var rowCacheBytes: Int
    /// Threads per video decoder; more than one pays only above about 640x480.
    public var decoderThreads: Int
    public var verification: Verification

    public init(
        frameCacheBytes: Int = 2 << 30, rowCacheBytes: Int = 1 << 30, decoderThreads: Int = 1,
        verification: Verification = .quick
    ) {
        self.frameCacheBytes = max(0, frameCacheBytes)
        self.rowCacheBytes = max(0, rowCacheBytes)
        self.decoderThreads = max(1, decoderThreads)
        self.verification = verification
    }

    /// How much is tested while loading. Everything is tested by ``LeRobotDataset/check(progress:)``.
    public enum Verification: Sendable, Equatable {
        /// Only what would make a sample wrong in shape: row counts, frame counts, rates, sizes, numbers that are finite.
        case none
        /// Also, when an episode is first read, that its time stamps are a frame apart, and that a camera's picture changes
        /// while the robot moves; the files of the first episode when the dataset is opened.
        case quick
        /// As `quick`, but opening reads the metadata only: a damaged first episode does not hide what else there is.
        case whenRead
    }
}
