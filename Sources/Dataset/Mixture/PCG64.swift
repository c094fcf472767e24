/// The random generator of the draws: PCG XSL RR 128/64 (O'Neill: "PCG: A family of simple fast space-efficient statistically
/// good algorithms for random number generation", 2014). NumPy's has the same steps, but hashes its seed once more, so the
/// draws are not the reference's.
package struct PCG64: RandomNumberGenerator, Sendable {
    private var state: UInt128
    private let increment: UInt128

    package init(seed: UInt128, stream: UInt128 = 0) {
        increment = stream << 1 | 1
        state = increment
        state = state &+ seed
        state = state &* Self.multiplier &+ increment
    }

    private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

    package mutating func next() -> UInt64 {
        state = state &* Self.multiplier &+ increment
        let mixed = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
        let turn = UInt64(truncatingIfNeeded: state >> 122)
        return mixed >> turn | mixed << ((64 &- turn) & 63)
    }

    /// Uniform in [0, 1), 53 bits.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in 0..<count, up to a bias of count / 2^64. Not the standard library's, whose way may change: a seed means the
    /// same for ever.
    package mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    /// A random order of 0..<count (Fisher and Yates).
    package mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
        return order
    }
}
