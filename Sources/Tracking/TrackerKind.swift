/// Where a run is reported besides `log.jsonl`, which is always written: the values of `--report-to`.
public enum TrackerKind: String, CaseIterable, Sendable {
    case tensorboard, wandb
    /// Every kind.
    case all
    /// `log.jsonl` alone.
    case none

    /// What a command line asks for: kinds separated by blanks or commas, each once, `all` and `none` resolved.
    ///
    /// Throws ``TrackingError/unknownKind(_:)`` or ``TrackingError/contradictoryKinds(_:)``.
    public static func parse(_ values: [String]) throws(TrackingError) -> [TrackerKind] {
        var kinds: [TrackerKind] = []
        for name in values.flatMap({ $0.split { $0 == "," || $0 == " " } }) {
            guard let kind = TrackerKind(rawValue: name.lowercased()) else {
                throw .unknownKind(name.lowercased())
            }
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        guard !kinds.contains(.none) || kinds == [.none] else {
            throw .contradictoryKinds(kinds.map(\.rawValue))
        }
        if kinds.contains(.all) { return [.tensorboard, .wandb] }
        return kinds.filter { $0 != .none }
    }
}
