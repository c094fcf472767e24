/// Everything in which a checkpoint differs from the model that its `config.json` describes.
public struct CheckpointProblems: Error, CustomStringConvertible {
    public internal(set) var checkpoint = ""
    /// What the keys do not fit.
    var counterpart = "its config.json"
    public internal(set) var missing: [String] = []
    public internal(set) var misshapen: [String] = []
    public internal(set) var unused: [String] = []
    public internal(set) var unreadable: [String] = []

    public var isEmpty: Bool { missing.isEmpty && misshapen.isEmpty && unused.isEmpty && unreadable.isEmpty }

    /// Whether `entry` is there with this shape; notes it otherwise.
    mutating func check(_ key: String, _ shape: [Int], _ entry: TensorSource.Entry?) -> Bool {
        guard let entry else {
            missing.append(key)
            return false
        }
        guard entry.dtype.isFloatingPoint else {
            misshapen.append("\(key): its dtype is \(entry.dtype), a parameter needs a floating-point one")
            return false
        }
        guard entry.shape == shape else {
            misshapen.append("\(key): its shape is \(entry.shape), \(counterpart) asks for \(shape)")
            return false
        }
        return true
    }

    public var description: String {
        let groups = [
            ("missing", missing), ("of the wrong shape or type", misshapen),
            ("not used by the model", unused), ("unreadable", unreadable),
        ].filter { !$0.1.isEmpty }
        let counts = groups.map { "\($0.1.count) \($0.0)" }.joined(separator: ", ")
        let lists = groups.map { title, keys in
            let more = keys.count > 12 ? "\n    … and \(keys.count - 12) more" : ""
            return "\n  \(title):\n    " + keys.prefix(12).joined(separator: "\n    ") + more
        }
        return "\(checkpoint): the checkpoint's keys do not fit \(counterpart) (\(counts))\(lists.joined())\n"
            + "  Check that the two belong together, and that the download is complete."
    }
}
