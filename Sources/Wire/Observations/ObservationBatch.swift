import Embodiment

/// Observations that are filled key by key, and must agree on how many they are.
struct ObservationBatch {
    /// One without any key, where no key was added.
    var observations: [Observation] { filled.isEmpty ? [Observation()] : filled }
    private var filled: [Observation] = []
    private(set) var isBatched = false
    /// Observations in one request.
    private static let maximum = 1024
    /// The key that decided.
    private var decider = ""

    /// Sets the values of one key, one per observation.
    mutating func add<Value>(
        _ values: [Value], isBatched: Bool, key: String, set: (inout Observation, Value) -> Void
    ) throws(WireError) {
        if filled.isEmpty {
            guard (1...Self.maximum).contains(values.count) else {
                throw .badObservation(
                    key: key, reason: "a batch of \(values.count); send 1 to \(Self.maximum) observations at once")
            }
            filled = Array(repeating: Observation(), count: values.count)
            self.isBatched = isBatched
            decider = key
        }
        guard isBatched == self.isBatched else {
            throw .badObservation(
                key: key,
                reason:
                    "it has \(isBatched ? "a" : "no") batch axis, but \(decider) has \(isBatched ? "none" : "one"); "
                    + "send all or none with [B, …]")
        }
        guard values.count == filled.count else {
            throw .badObservation(
                key: key,
                reason: "its batch has \(values.count), but that of \(decider) has \(filled.count)")
        }
        for index in filled.indices { set(&filled[index], values[index]) }
    }

    /// Sets texts, which are given to all observations where there is one only.
    mutating func add(
        _ texts: AnnotationValue, key: String, set: (inout Observation, [String]) -> Void
    ) throws(WireError) {
        if filled.isEmpty {
            let isBatched = texts.isNested
            return try add(
                isBatched ? texts.rows : [texts.rows.flatMap { $0 }], isBatched: isBatched, key: key, set: set)
        }
        if !isBatched {
            guard !texts.isNested || texts.rows.count == 1 else {
                throw .badObservation(
                    key: key, reason: "it has \(texts.rows.count) lists of texts, but \(decider) has no batch axis")
            }
            return try add([texts.rows.flatMap { $0 }], isBatched: false, key: key, set: set)
        }
        let rows = texts.rows.count == 1 ? Array(repeating: texts.rows[0], count: filled.count) : texts.rows
        try add(rows, isBatched: true, key: key, set: set)
    }
}
