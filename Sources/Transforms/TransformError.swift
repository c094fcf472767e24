import Dataset
import Embodiment

/// What can be wrong with a data config, with metadata that it is to be used with, or with one sample.
public enum TransformError: Error, Equatable, CustomStringConvertible {
    // A data config.
    case unknownConfig(name: String, known: [String])
    case unreadableFile(path: String, problem: String)
    indirect case inFile(path: String, problem: TransformError)
    case unknownField(path: String, field: String, known: [String])
    case badField(path: String, problem: String)
    case unknownNormalizationMode(key: String, mode: String)
    case unknownRotation(key: String, rotation: String)

    // A data config together with a dataset's metadata and a checkpoint's sizes.
    case missingMetadata(key: ModalityKey, present: [String])
    case missingStatistics(key: ModalityKey, present: [String])
    case badStatistics(key: ModalityKey, field: String, problem: String)
    case badShape(key: ModalityKey, shape: [Int], maximum: Int)
    case badResolution(key: ModalityKey, resolution: [Int])
    case tooWide(key: ModalityKey, width: Int, maximum: Int)
    case conflict(key: ModalityKey, problem: String)
    case imageTooSmall(key: ModalityKey, width: Int, height: Int, cropScale: Double)
    case wrongActionHorizon(config: [Int], checkpoint: Int)
    case badSize(name: String, value: Int, allowed: ClosedRange<Int>)

    // One sample.
    case missingKey(key: ModalityKey, present: [String])
    case wrongWidth(key: ModalityKey, found: Int, expected: Int)
    case wrongSteps(key: ModalityKey, found: Int, expected: Int)
    case notFinite(key: ModalityKey, row: Int, dimension: Int, value: String)
    case notARotation(key: ModalityKey, row: Int, representation: RotationType)
    case mixedImageSizes(key: ModalityKey, first: [Int], other: [Int])
    case wrongResolution(key: ModalityKey, found: [Int], expected: [Int])
    case emptyAnnotation(key: ModalityKey)
    case wrongPrediction(rows: Int, columns: Int, expectedColumns: Int)

    public var description: String {
        switch self {
        case .unknownConfig(let name, let known):
            "there is no data config '\(name)': use one of \(known.joined(separator: ", ")), or a JSON or YAML file"
        case .unreadableFile(let path, let problem): "\(path): \(problem)"
        case .inFile(let path, let problem): "\(path): \(problem)"
        case .unknownField(let path, let field, let known):
            "\(Self.place(path))unknown field '\(field)': known here are \(known.joined(separator: ", "))"
        case .badField(let path, let problem): "\(Self.place(path))\(problem)"
        case .unknownNormalizationMode(let key, let mode):
            "\(key): unknown normalisation mode '\(mode)': use one of "
                + NormalizationMode.allCases.map(\.rawValue).joined(separator: ", ")
        case .unknownRotation(let key, let rotation):
            "\(key): unknown rotation '\(rotation)': use one of "
                + RotationType.allCases.map(\.rawValue).joined(separator: ", ")

        case .missingMetadata(let key, let present):
            "the data config uses \(key), but the metadata has only \(Self.list(present)): choose another data config, "
                + "or name the key so in meta/modality.json"
        case .missingStatistics(let key, let present):
            "the metadata has no statistics of \(key), only of \(Self.list(present)): compute them with `gr00t data stats`"
        case .badStatistics(let key, let field, let problem):
            "statistics of \(key): \(field) \(problem): compute them again with `gr00t data stats`"
        case .badShape(let key, let shape, let maximum):
            "\(key) has the shape \(shape): one number from 1 to \(maximum) is expected"
        case .badResolution(let key, let resolution):
            "\(key) has the resolution \(resolution): [width, height], each from 1 to "
                + "\(TransformSizes.cameraSides.upperBound), is expected"
        case .tooWide(let key, let width, let maximum):
            "with \(key) the \(key.modality.rawValue) takes \(width) numbers, but the model has room for \(maximum): "
                + "use fewer keys or a checkpoint with a larger max_\(key.modality.rawValue)_dim"
        case .conflict(let key, let problem): "\(key) \(problem): correct the data config"
        case .imageTooSmall(let key, let width, let height, let cropScale):
            "\(key): nothing of \(width)x\(height) pixels is left after cropping to \(cropScale): use larger frames"
        case .wrongActionHorizon(let config, let checkpoint):
            "the data config asks for the actions at the steps \(config), the checkpoint predicts \(checkpoint) in a "
                + "row: give the config's action \(checkpoint) delta_indices, or another checkpoint"
        case .badSize(let name, let value, let allowed):
            "\(name) is \(value): a number from \(allowed.lowerBound) to \(allowed.upperBound) is expected"

        case .missingKey(let key, let present):
            "the observation has no \(key); of this kind it has \(Self.list(present)): send it, or choose another "
                + "data config"
        case .wrongWidth(let key, let found, let expected):
            "\(key) has \(found) numbers per step, not \(expected) as in the dataset of the statistics: check the order "
                + "and number of joints"
        case .wrongSteps(let key, let found, let expected):
            "\(key) has \(found) steps, not \(expected): send as many as the data config has delta_indices"
        case .notFinite(let key, let row, let dimension, let value):
            "\(key) is \(value) at step \(row), dimension \(dimension): a sensor or a model gave no number"
        case .notARotation(let key, let row, let representation):
            "\(key) at step \(row) is no rotation as \(representation.rawValue) (\(representation.width) numbers): check "
                + "its rotation_type and its values"
        case .mixedImageSizes(let key, let first, let other):
            "\(key): one frame is \(Self.size(first)), another \(Self.size(other)): send frames of one size"
        case .wrongResolution(let key, let found, let expected):
            "\(key) is \(Self.size(found)), but the dataset was \(Self.size(expected)): resize the frames before"
        case .emptyAnnotation(let key): "\(key) holds no instruction: send at least one"
        case .wrongPrediction(let rows, let columns, let expectedColumns):
            "the prediction is \(rows)x\(columns), but one or more rows of \(expectedColumns) are expected"
        }
    }

    private static func place(_ path: String) -> String { path.isEmpty ? "" : "\(path): " }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "nothing" : names.joined(separator: ", ") }

    /// [width, height].
    private static func size(_ size: [Int]) -> String { size.map(String.init).joined(separator: "x") }
}
