import Checkpoint
import Foundation

/// What a user means by a model's path.
enum CheckpointLocation {
    /// A directory as it is, else the name of a model in the hub's cache. Throws ``CheckpointError``.
    static func locate(_ path: String) throws -> URL { try HubEnvironment().cache.locate(path) }
}
