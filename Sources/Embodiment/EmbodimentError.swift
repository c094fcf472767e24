/// What can be wrong with the names and shapes of a robot's data.
public enum EmbodimentError: Error, Equatable, CustomStringConvertible {
    case badKey(String)
    case unknownTag(String)

    public var description: String {
        switch self {
        case .badKey(let text):
            "'\(text)' is not a modality key: write video.NAME, state.NAME, action.NAME or annotation.NAME "
                + "(no dot in the name of a state or action)"
        case .unknownTag(let text):
            "unknown embodiment tag '\(text)': use one of \(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", "))"
        }
    }
}
