/// A dictionary of bounded cost that forgets what was used longest ago. Not for several threads: put it into a `Mutex`.
struct LeastRecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Largest total cost.
    let capacity: Int
    private(set) var cost = 0
    private var entries: [Key: Entry] = [:]
    /// Counts uses; the entry with the smallest stamp is the oldest.
    private var clock = 0

    private struct Entry {
        var value: Value
        var cost: Int
        var stamp: Int
    }

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { entries.count }

    /// The value, which thereby becomes the youngest.
    mutating func use(_ key: Key) -> Value? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock += 1
        entries.values[index].stamp = clock
        return entries.values[index].value
    }

    /// Keeps `value` and forgets the oldest until all fit. A value that alone is over the capacity is not kept.
    mutating func insert(_ value: Value, for key: Key, cost valueCost: Int) {
        if let old = entries.removeValue(forKey: key) { cost -= old.cost }
        guard valueCost <= capacity else { return }
        // A scan per eviction: entries are runs of frames or whole tables, a few thousand at most, and each took
        // milliseconds to make.
        while cost + valueCost > capacity, let oldest = entries.min(by: { $0.value.stamp < $1.value.stamp }) {
            cost -= oldest.value.cost
            entries.removeValue(forKey: oldest.key)
        }
        clock += 1
        cost += valueCost
        entries[key] = Entry(value: value, cost: valueCost, stamp: clock)
    }
}
