/// Why no observation can be made for a server's policy.
enum ObservationSourceError: Error, CustomStringConvertible {
    case unknownWidths([String], all: [String])
    case noSuchState(String, known: [String])

    var description: String {
        switch self {
        case .unknownWidths(let names, let all):
            "how wide are the states \(names.joined(separator: ", "))? Give --state with "
                + "\(all.map { "\($0)=WIDTH" }.joined(separator: " ")), or --dataset-path"
        case .noSuchState(let name, let known):
            "--state \(name): the server's policy has no such state; it has \(known.joined(separator: ", "))"
        }
    }
}
