import Media

extension LeRobotDataset {
    /// Fewer pictures may well show the same.
    static let fewestPicturesToCompare = 8
    /// As many as a long run has.
    private static let picturesToCompare = 32

    /// Where runs are too short to be compared: compares the first pictures of an episode when it is first decoded.
    func verifyMotionOnce(_ source: FrameSource, _ rows: EpisodeRows) throws {
        let key = VerifiedVideo(camera: source.camera, episode: source.episode)
        guard !verifiedVideos.withLock({ $0.contains(key) }) else { return }
        let range = 0..<min(Self.picturesToCompare, source.frameCount)
        try verifyMotion(frameCache.decode(range, of: source), range, source, rows)
        verifiedVideos.withLock { _ = $0.insert(key) }
    }

    /// Refuses a run of pictures that are all the same while the robot moves: a decoder or a camera that got stuck. A picture
    /// of one colour is a covered or missing view, and is let pass.
    func verifyMotion(
        _ images: [Image], _ range: Range<Int>, _ source: FrameSource, _ rows: EpisodeRows
    ) throws {
        guard images.count >= Self.fewestPicturesToCompare, let first = images.first,
            images.allSatisfy(first.looksLike), !first.isOfOneColour
        else { return }
        let states = Set(plan.vectors.filter { $0.key.modality == .state }.map { $0.slice.column(.state) })
        if states.contains(where: { rows.moves($0, within: range) }) {
            throw DatasetError.frozenVideo(camera: source.camera, file: source.file.path, episode: source.episode)
        }
    }
}

extension Image {
    /// Levels of 255 by which an encoder changes an even area.
    private static let encodingNoise: UInt8 = 4

    /// Whether it may be the same picture, encoded again and again. At sharp edges an encoder's first guess is off: measured
    /// with x264 on pictures of 256 x 256, up to 30 levels, and more than 12 on 0.26 % of the values. So a change is either
    /// stronger or wider than that; a moving arm changes more than 2 % of the values, by up to 200 levels.
    fileprivate func looksLike(_ other: Image) -> Bool {
        guard pixels.count == other.pixels.count else { return false }
        let (strongAllowed, weakAllowed) = (pixels.count / 2000, pixels.count / 200)
        var (strong, weak) = (0, 0)
        // Stops when it is clear: for a picture that moves, long before the end.
        return pixels.withUnsafeBufferPointer { mine in
            other.pixels.withUnsafeBufferPointer { theirs in
                mine.indices.allSatisfy {
                    let change = max(mine[$0], theirs[$0]) - min(mine[$0], theirs[$0])
                    if change > 12 { weak += 1 }
                    if change > 32 { strong += 1 }
                    return weak <= weakAllowed && strong <= strongAllowed
                }
            }
        }
    }

    fileprivate var isOfOneColour: Bool {
        pixels.withUnsafeBufferPointer { pixels in
            pixels.indices.allSatisfy {
                max(pixels[$0], pixels[$0 % 3]) - min(pixels[$0], pixels[$0 % 3]) <= Self.encodingNoise
            }
        }
    }
}

/// A camera of an episode.
struct VerifiedVideo: Hashable {
    let camera: String
    let episode: Int
}
