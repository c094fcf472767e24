/// Byte strings, numbered in the order of their insertion, with one array of bytes behind all of them. Keys are bytes, not
/// `String`: Swift compares strings by canonical equivalence, which would make two tokens of one vocabulary the same key.
struct ByteStringTable: Sendable {
    private var storage: [UInt8] = []
    private var ends: [Int] = []
    /// Open addressing, linear probing; -1 is a free slot. Never more than half full.
    private var slots: [Int32]

    init(expectedCount: Int) {
        var capacity = 16
        while capacity < expectedCount * 2 { capacity *= 2 }
        slots = Array(repeating: -1, count: capacity)
        ends.reserveCapacity(expectedCount)
    }

    var count: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt8> { storage[start(index)..<ends[index]] }

    /// The number of the key, or nil if it is not in the table.
    func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        let slot = slots[findSlot(for: key)]
        return slot < 0 ? nil : Int(slot)
    }

    /// Adds a key. Nil, and no change, if the table has it already.
    mutating func insert(_ key: [UInt8]) -> Int? {
        if (count + 1) * 2 > slots.count { grow() }
        let slot = key.withUnsafeBufferPointer { findSlot(for: $0) }
        guard slots[slot] < 0 else { return nil }
        slots[slot] = Int32(truncatingIfNeeded: count)
        storage.append(contentsOf: key)
        ends.append(storage.count)
        return count - 1
    }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

    /// The slot that holds the key, or the free one where it belongs.
    private func findSlot(for key: UnsafeBufferPointer<UInt8>) -> Int {
        // Swift's hasher is seeded per process, so a file cannot be made to collide.
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(key))
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] >= 0, !isEqual(Int(slots[slot]), key) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isEqual(_ index: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = start(index)
        guard ends[index] - start == key.count else { return false }
        for offset in 0..<key.count where storage[start + offset] != key[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for index in 0..<count {
            let slot = self[index].withUnsafeBufferPointer { findSlot(for: $0) }
            slots[slot] = Int32(truncatingIfNeeded: index)
        }
    }
}
