import Embodiment

/// What normalisation needs to know of a dataset: its statistics and the shape of its modalities. A checkpoint carries one per
/// embodiment tag in `experiment_cfg/metadata.json`; the JSON is the reference's (`gr00t/data/schema.py`).
public struct DatasetMetadata: Sendable, Equatable, Codable {
    public var statistics: DatasetStatistics
    public var modalities: DatasetModalities
    public var embodimentTag: EmbodimentTag

    public init(statistics: DatasetStatistics, modalities: DatasetModalities, embodimentTag: EmbodimentTag) {
        self.statistics = statistics
        self.modalities = modalities
        self.embodimentTag = embodimentTag
    }

    enum CodingKeys: String, CodingKey {
        case statistics, modalities
        case embodimentTag = "embodiment_tag"
    }
}

/// Statistics per joint group; keys are the names in `modality.json`, without `state.` or `action.`.
public struct DatasetStatistics: Sendable, Equatable, Codable {
    public var state: [String: Statistics]
    public var action: [String: Statistics]

    public init(state: [String: Statistics], action: [String: Statistics]) {
        self.state = state
        self.action = action
    }
}

/// One number per dimension, in the units of the dataset.
public struct Statistics: Sendable, Equatable, Codable {
    public var max: [Double]
    public var min: [Double]
    public var mean: [Double]
    /// Population standard deviation (ddof 0).
    public var std: [Double]
    /// 1 % quantile, linearly interpolated.
    public var q01: [Double]
    /// 99 % quantile, linearly interpolated.
    public var q99: [Double]

    public init(max: [Double], min: [Double], mean: [Double], std: [Double], q01: [Double], q99: [Double]) {
        self.max = max
        self.min = min
        self.mean = mean
        self.std = std
        self.q01 = q01
        self.q99 = q99
    }
}

/// The shape of each modality.
public struct DatasetModalities: Sendable, Equatable, Codable {
    public var video: [String: VideoMetadata]
    public var state: [String: StateActionMetadata]
    public var action: [String: StateActionMetadata]

    public init(
        video: [String: VideoMetadata], state: [String: StateActionMetadata], action: [String: StateActionMetadata]
    ) {
        self.video = video
        self.state = state
        self.action = action
    }
}

public struct VideoMetadata: Sendable, Equatable, Codable {
    /// [width, height] (`info.json` has height first).
    public var resolution: [Int]
    public var channels: Int
    /// Frames per second.
    public var fps: Double

    public init(resolution: [Int], channels: Int, fps: Double) {
        self.resolution = resolution
        self.channels = channels
        self.fps = fps
    }
}

public struct StateActionMetadata: Sendable, Equatable, Codable {
    /// Whether the values are absolute: then steps outside an episode repeat its first or last row, else they are zero.
    public var absolute: Bool
    public var rotationType: RotationType?
    /// [D].
    public var shape: [Int]
    public var continuous: Bool

    public init(absolute: Bool, rotationType: RotationType?, shape: [Int], continuous: Bool) {
        self.absolute = absolute
        self.rotationType = rotationType
        self.shape = shape
        self.continuous = continuous
    }

    enum CodingKeys: String, CodingKey {
        case absolute, shape, continuous
        case rotationType = "rotation_type"
    }
}

/// How a group of numbers represents a rotation. In the Euler names r, p, y turn about X, Y, Z.
public enum RotationType: String, Sendable, Codable, CaseIterable {
    case axisAngle = "axis_angle"
    /// w, x, y, z.
    case quaternion
    case rotation6D = "rotation_6d"
    case matrix
    case eulerRPY = "euler_angles_rpy"
    case eulerRYP = "euler_angles_ryp"
    case eulerPRY = "euler_angles_pry"
    case eulerPYR = "euler_angles_pyr"
    case eulerYRP = "euler_angles_yrp"
    case eulerYPR = "euler_angles_ypr"
}
