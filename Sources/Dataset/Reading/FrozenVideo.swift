import Media

extension LeRobotDataset {
    /// Fewer pictures may well show the same.
    private static let fewestPicturesToCompare = 8

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
    /// Levels of 255 by which an encoder changes a picture that is shown again; a moving edge changes more.
    private static let encodingNoise: UInt8 = 4

    fileprivate func looksLike(_ other: Image) -> Bool {
        guard pixels.count == other.pixels.count else { return false }
        // Stops at the first difference: for a picture that moves, long before the end.
        return pixels.withUnsafeBufferPointer { mine in
            other.pixels.withUnsafeBufferPointer { theirs in
                mine.indices.allSatisfy {
                    max(mine[$0], theirs[$0]) - min(mine[$0], theirs[$0]) <= Self.encodingNoise
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
