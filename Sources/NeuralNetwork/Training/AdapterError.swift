/// What can be wrong with the directory of an adapter.
public enum AdapterError: Error, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    /// A kind of adapter that this program does not compute.
    case unsupported(file: String, key: String, value: String, supported: String)
    case noAdapter(directory: String)
    /// The checkpoint that the adapter belongs to is not where the adapter says, or not at all.
    case baseNotFound(adapter: String, base: String, reason: String)
    /// The checkpoint that the adapter belongs to is an adapter itself.
    case baseIsAdapter(adapter: String, base: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) does not describe an adapter: \(reason)"
        case .unsupported(let file, let key, let value, let supported):
            "\(file): '\(key)' is \(value), which this program does not support; it supports \(supported)"
        case .noAdapter(let directory):
            "\(directory) has no adapter: there is no \(AdapterConfigFile.name). Give the output directory of a run with "
                + "--lora-rank, or one of its checkpoints"
        case .baseNotFound(let adapter, let base, let reason):
            (base.isEmpty
                ? "\(adapter) is an adapter that does not name the checkpoint it belongs to"
                : "\(adapter) is an adapter of \(base), which is not found: \(reason)")
                + ". Name it: gr00t model convert --merge-lora \(adapter) --base-model-path CHECKPOINT --output DIR makes one "
                + "checkpoint of both"
        case .baseIsAdapter(let adapter, let base):
            "\(adapter) is an adapter of \(base), which is an adapter too. Merge that one first (gr00t model convert "
                + "--merge-lora \(base) --output DIR) and give DIR as --base-model-path"
        }
    }
}
