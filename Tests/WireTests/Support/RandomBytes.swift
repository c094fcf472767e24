/// Random numbers that are the same in each run (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension [UInt8] {
    /// The bytes with a few changes of the kinds that fuzzers make: flips, cuts, repeats, and lengths that are too large.
    func mutated(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 2: bytes.removeSubrange(index..<Swift.min(bytes.count, index + 8))
            case 3: bytes.insert(contentsOf: bytes[index..<Swift.min(bytes.count, index + 8)], at: index)
            case 4: for offset in index..<Swift.min(bytes.count, index + 4) { bytes[offset] = 0xFF }
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }
}
