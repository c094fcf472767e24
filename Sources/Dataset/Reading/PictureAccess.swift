/// What pictures in random order cost in a dataset, as it is opened: from this follows which order suits a training.
public struct PictureAccess: Sendable, Equatable {
    /// Whether each picture is decoded only once.
    public let holdsEverything: Bool
    /// Steps whose pictures fit into the frame cache together; `nil` where a step has none.
    public let stepsInCache: Int?
    /// Pictures from one key frame to the next: half of it is decoded for one that is wanted. The largest of all cameras, as in
    /// the first episode.
    public let keyFrameInterval: Int

    public init(holdsEverything: Bool, stepsInCache: Int?, keyFrameInterval: Int) {
        self.holdsEverything = holdsEverything
        self.stepsInCache = stepsInCache
        self.keyFrameInterval = keyFrameInterval
    }
}

extension LeRobotDataset {
    /// Opens the first episode's videos. Throws ``DatasetError``.
    public func pictureAccess() throws -> PictureAccess {
        let bytes = plan.pictureBytesPerStep(info)
        var interval = 1
        if let first = episodes.first {
            let rows = try rows(of: first)
            for camera in plan.cameras {
                let source = try frameSource(camera.column, rows: rows)
                if source.isVideo { interval = max(interval, try frameCache.keyFrameInterval(of: source)) }
            }
        }
        return PictureAccess(
            holdsEverything: frameCache.holdsEverything, stepsInCache: bytes > 0 ? frameCache.capacity / bytes : nil,
            keyFrameInterval: interval)
    }
}

extension StepPlan {
    /// Bytes of one decoded picture of each camera.
    func pictureBytesPerStep(_ info: DatasetInfo) -> Int {
        cameras.reduce(0) { bytes, camera in
            let size = info.features[camera.column]?.pictureSize ?? (0, 0, 0)
            return bytes + size.height * size.width * 3
        }
    }
}
