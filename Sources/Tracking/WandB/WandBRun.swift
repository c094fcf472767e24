/// What W&B is told about a run: under which name it appears, and with which settings.
public struct WandBRun: Sendable {
    /// Whether the run is sent at its end.
    public enum Mode: String, Sendable {
        /// By `wandb sync`, when the run is over.
        case online
        /// By the user, later or never.
        case offline
    }

    /// The same for all parts of a run that was resumed.
    public var id: String
    /// The runs that W&B shows together.
    public var project: String
    /// What people call it.
    public var name: String
    /// The user or team that it belongs to; nil for W&B's own default.
    public var entity: String?
    /// The run's settings, each as JSON text: `("learning_rate", "1e-4")`.
    public var config: [(key: String, jsonText: String)]
    /// What happens at its end.
    public var mode: Mode

    /// - Parameter config: each value as JSON text.
    public init(
        id: String, project: String, name: String, entity: String? = nil,
        config: [(key: String, jsonText: String)] = [], mode: Mode = .offline
    ) {
        self.id = id
        self.project = project
        self.name = name
        self.entity = entity
        self.config = config
        self.mode = mode
    }

    /// It names files, and W&B itself refuses most other characters.
    func checkID() throws(TrackingError) {
        let isGood = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isGood, (1...64).contains(id.utf8.count) else { throw .badRunID(id) }
    }
}
