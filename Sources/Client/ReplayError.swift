/// Why two chunks of actions cannot be compared.
public enum ReplayError: Error, CustomStringConvertible, Equatable {
    case otherGroups(actual: [String], expected: [String], place: String)
    case otherWidth(String, actual: Int, expected: Int, place: String)
    case notFinite(String, place: String)

    public var description: String {
        switch self {
        case .otherGroups(let actual, let expected, let place):
            "\(place): the policy's joint groups are \(Self.list(actual)), but \(Self.list(expected)) were expected: "
                + "compare policies of the same data config"
        case .otherWidth(let name, let actual, let expected, let place):
            "\(place): action.\(name) has \(actual) joints, but \(expected) were expected: compare policies of the same robot, whose chunks "
                + "keep their width"
        case .notFinite(let name, let place):
            "\(place): action.\(name) has a number that is not finite: check the checkpoint, or the recording"
        }
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}
