/// What a cache of features was good for in one run, of all processes.
public struct FeatureUse: Sendable, Equatable {
    /// Samples whose features the backbone computed.
    public var computed = 0
    /// Samples whose features were read.
    public var reused = 0
    /// Of those that were computed: something was stored that was not what had been written.
    public var damaged = 0
    /// Seconds that the computing took; where several processes did it, the mean of them.
    public var seconds = 0.0
    /// Filled places, of how many, and the bytes of their features.
    public var stored = 0
    public var places = 0
    public var bytes = 0

    public init() {}

    /// Seconds of computing that reading took the place of; `nil` where nothing was computed to compare with.
    public var savedSeconds: Double? { computed > 0 ? seconds / Double(computed) * Double(reused) : nil }

    /// `features: 1,768 of 1,768 stored (2.1 GiB); computed 1,768, reused 7,832: saved about 12 min`.
    public var text: String {
        func count(_ value: Int) -> String { ReadableNumber.count(value) }
        let saved = reused > 0 ? savedSeconds.map { ": saved about \(ReadableNumber.duration($0))" } ?? "" : ""
        return "features: \(count(stored)) of \(count(places)) stored (\(ReadableNumber.bytes(bytes))); "
            + "computed \(count(computed)), reused \(count(reused))"
            + (damaged > 0 ? ", of damaged ones made new \(count(damaged))" : "") + saved
    }
}
