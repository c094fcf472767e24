/// What can be wrong with a model's files and inputs.
public enum ModelError: Error, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case unsupported(key: String, value: String, supported: String)
    case invalid(key: String, reason: String)
    case badInput(String)
    case invalidWeight(key: String, reason: String)
    case notGuidable(precision: String)
    case unknownEmbodiment(tag: String, family: String, known: [String])

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .unsupported(let key, let value, let supported):
            "config.json: '\(key)' is \(value), which this program does not support; it supports \(supported)"
        case .invalid(let key, let reason): "config.json: '\(key)' \(reason)"
        case .badInput(let reason): "model input: \(reason)"
        case .invalidWeight(let key, let reason): "'\(key)' \(reason)"
        case .notGuidable(let precision):
            "the model was loaded in precision \(precision) without what guidance through the denoiser needs: load it as "
                + "guidable, or in bfloat16, or guide without the Jacobian"
        case .unknownEmbodiment(let tag, let family, let known):
            "embodiment tag '\(tag)': \(family) has no projector of that name; use one of \(known.joined(separator: ", "))"
        }
    }
}
