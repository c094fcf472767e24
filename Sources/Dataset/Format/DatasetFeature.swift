/// One feature of `meta/info.json`: a column of the parquet files, or a camera.
public struct DatasetFeature: Sendable, Equatable {
    /// A numpy name (`float32`, `int64`, `bool`), `string`, `video` or `image`.
    public var dtype: String
    /// Length per axis; `[1]` is a column of single values.
    public var shape: [Int]
    /// Names of the axes of a picture, of the numbers of a vector, or nothing. Old datasets nest them: `{"motors": [...]}`.
    public var names: [String]?
    /// Of a camera: what the encoder was told.
    public var video: VideoInfo?

    public init(dtype: String, shape: [Int], names: [String]? = nil, video: VideoInfo? = nil) {
        self.dtype = dtype
        self.shape = shape
        self.names = names
        self.video = video
    }

    /// The stream as `meta/info.json` describes it: `info` in v2.1 and v3.0, `video_info` in v2.0.
    public struct VideoInfo: Sendable, Equatable, Codable {
        public var framesPerSecond: Double?
        public var codec: String?
        public var pixelFormat: String?

        public init(framesPerSecond: Double?, codec: String?, pixelFormat: String?) {
            self.framesPerSecond = framesPerSecond
            self.codec = codec
            self.pixelFormat = pixelFormat
        }

        enum CodingKeys: String, CodingKey {
            case framesPerSecond = "video.fps"
            case codec = "video.codec"
            case pixelFormat = "video.pix_fmt"
        }
    }

    public var isVideo: Bool { dtype == "video" }
    /// Whether it is a camera: a video, or pictures inside the parquet files.
    public var isPicture: Bool { dtype == "video" || dtype == "image" }
    /// Whether it is a column of numbers, or of vectors of numbers.
    public var isNumeric: Bool {
        dtype == "bool" || dtype.hasPrefix("float") || dtype.hasPrefix("int") || dtype.hasPrefix("uint")
    }

    /// Numbers per row.
    public var width: Int { shape.reduce(1, *) }

    /// Of a camera: height, width, channels. The axes are looked up by name (some datasets store channels first); without
    /// names the axis of 1, 3 or 4 at either end is the channels. `nil` if neither works.
    public var pictureSize: (height: Int, width: Int, channels: Int)? {
        guard isPicture, shape.count == 3 else { return nil }
        if let names, names.count == 3, let height = names.firstIndex(of: "height"),
            let width = names.firstIndex(of: "width"),
            let channels = names.firstIndex(where: { $0 == "channel" || $0 == "channels" })
        {
            return (shape[height], shape[width], shape[channels])
        }
        if [1, 3, 4].contains(shape[2]) { return (shape[0], shape[1], shape[2]) }
        return [1, 3, 4].contains(shape[0]) ? (shape[1], shape[2], shape[0]) : nil
    }

    /// Refuses shapes that no robot has, so that nothing is allocated by the word of a broken file.
    func validate(name: String, file: String) throws {
        let key = "features > \(name) > shape"
        guard shape.allSatisfy({ (1...100_000).contains($0) }), shape.count <= 5 else {
            throw DatasetError.malformed(file: file, key: key, reason: "\(shape) is no shape")
        }
        guard shape.reduce(1.0, { $0 * Double($1) }) <= 1e9 else {
            throw DatasetError.malformed(file: file, key: key, reason: "\(shape) is too large")
        }
        guard !isPicture || pictureSize != nil else {
            throw DatasetError.malformed(
                file: file, key: key, reason: "which of \(shape) are height, width and channels? Give names")
        }
    }
}

extension DatasetFeature: Codable {
    enum CodingKeys: String, CodingKey {
        case dtype, shape, names, info
        case videoInfo = "video_info"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        dtype = try container.decode(String.self, forKey: .dtype)
        shape = try container.decode([Int].self, forKey: .shape)
        if let groups = try? container.decode([String: [String]].self, forKey: .names) {
            names = groups.sorted { $0.key < $1.key }.flatMap(\.value)
        } else {
            // Names are a courtesy; what is neither a list nor groups of lists is treated as none.
            names = try? container.decodeIfPresent([String].self, forKey: .names)
        }
        video =
            try container.decodeIfPresent(VideoInfo.self, forKey: .info)
            ?? container.decodeIfPresent(VideoInfo.self, forKey: .videoInfo)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(dtype, forKey: .dtype)
        try container.encode(shape, forKey: .shape)
        try container.encode(names, forKey: .names)
        try container.encodeIfPresent(video, forKey: .info)
    }
}
