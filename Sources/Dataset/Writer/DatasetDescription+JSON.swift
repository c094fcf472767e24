import Media

/// The metadata files that follow from a description, as LeRobot 0.3.3 and GR00T write them.
extension DatasetDescription {
    /// `meta/info.json`.
    func info(codec: VideoCodec, episodes: [RecordedEpisode], taskCount: Int) -> JSONText {
        let chunks = episodes.last.map { $0.index / DatasetLayout.chunksSize + 1 } ?? 0
        return .object([
            ("codebase_version", .string("v2.1")),
            ("robot_type", .string(robotType)),
            ("total_episodes", .integer(episodes.count)),
            ("total_frames", .integer(episodes.reduce(0) { $0 + $1.length })),
            ("total_tasks", .integer(taskCount)),
            ("total_videos", .integer(episodes.count * cameras.count)),
            ("total_chunks", .integer(chunks)),
            ("chunks_size", .integer(DatasetLayout.chunksSize)),
            ("fps", .integer(framesPerSecond)),
            ("splits", .object([("train", .string("0:\(episodes.count)"))])),
            ("data_path", .string(DatasetLayout.dataPath)),
            ("video_path", cameras.isEmpty ? .null : .string(DatasetLayout.videoPath)),
            ("features", .object(features(codec: codec))),
        ])
    }

    /// `meta/modality.json`: which numbers of state and action form which joint group.
    var modality: JSONText {
        func section(_ groups: [JointGroup]) -> JSONText {
            var start = 0
            return .object(
                groups.map { group in
                    defer { start += group.width }
                    var slice: [(String, JSONText)] = [
                        ("start", .integer(start)), ("end", .integer(start + group.width)),
                        ("absolute", .bool(group.absolute)),
                    ]
                    if let rotation = group.rotationType { slice.append(("rotation_type", .string(rotation.rawValue))) }
                    return (group.name, .object(slice))
                })
        }
        return .object([
            ("state", section(state)),
            ("action", section(action)),
            ("video", .object(cameras.map { ($0.name, .object([("original_key", .string($0.feature))])) })),
            ("annotation", .object([(annotation, .object([("original_key", .string("task_index"))]))])),
        ])
    }

    /// The `huggingface` key of the Parquet schema: from it the `datasets` library restores its types. `Sequence` is the name
    /// of a list up to version 3 of that library, and still read by later ones.
    var huggingFaceMetadata: JSONText {
        let columns = vectors.map { name, groups in
            (name, Self.width(groups) == 1 ? Self.value("float32") : Self.sequence(length: Self.width(groups)))
        }
        let bookkeeping = Self.bookkeeping.map { ($0.name, Self.value($0.dtype)) }
        return .object([("info", .object([("features", .object(columns + bookkeeping))]))])
    }

    /// The columns that every LeRobot dataset has, one number per step.
    static let bookkeeping = [
        (name: "timestamp", dtype: "float32"), (name: "frame_index", dtype: "int64"),
        (name: "episode_index", dtype: "int64"), (name: "index", dtype: "int64"), (name: "task_index", dtype: "int64"),
    ]

    /// The two columns of the robot's own numbers.
    var vectors: [(name: String, groups: [JointGroup])] { [("observation.state", state), ("action", action)] }

    static func width(_ groups: [JointGroup]) -> Int { groups.reduce(0) { $0 + $1.width } }

    private func features(codec: VideoCodec) -> [(String, JSONText)] {
        func feature(_ dtype: String, _ shape: [Int], _ names: JSONText, _ more: [(String, JSONText)] = []) -> JSONText
        {
            .object(
                [("dtype", .string(dtype)), ("shape", .array(shape.map(JSONText.integer))), ("names", names)] + more)
        }
        let vectors = vectors.map { name, groups in
            (name, feature("float32", [Self.width(groups)], .strings(groups.flatMap(\.joints))))
        }
        let videos = cameras.map { camera in
            let info: JSONText = .object([
                ("video.height", .integer(camera.height)), ("video.width", .integer(camera.width)),
                ("video.codec", .string(codec.rawValue)), ("video.pix_fmt", .string("yuv420p")),
                ("video.is_depth_map", .bool(false)), ("video.fps", .integer(framesPerSecond)),
                ("video.channels", .integer(3)), ("has_audio", .bool(false)),
            ])
            let names = JSONText.strings(["height", "width", "channels"])
            return (camera.feature, feature("video", [camera.height, camera.width, 3], names, [("info", info)]))
        }
        return vectors + videos + Self.bookkeeping.map { ($0.name, feature($0.dtype, [1], .null)) }
    }

    private static func value(_ dtype: String) -> JSONText {
        .object([("dtype", .string(dtype)), ("_type", .string("Value"))])
    }

    private static func sequence(length: Int) -> JSONText {
        .object([("feature", value("float32")), ("length", .integer(length)), ("_type", .string("Sequence"))])
    }
}
