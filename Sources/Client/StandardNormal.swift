import Foundation

/// Standard normal numbers from a seed, the same on every machine: SplitMix64 (Steele et al. 2014) and the Box-Muller transform.
/// As ``Wire/RequestOptions/noise`` they make two servers start from the same noise, so that their answers can be compared. They
/// are not the numbers that a policy draws from the same seed.
public struct StandardNormal: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func numbers(_ count: Int) -> [Float] {
        var numbers: [Float] = []
        numbers.reserveCapacity(max(0, count))
        while numbers.count < count {
            let radius = (-2 * log(uniform())).squareRoot()
            let angle = 2 * Double.pi * uniform()
            numbers.append(Float(radius * cos(angle)))
            if numbers.count < count { numbers.append(Float(radius * sin(angle))) }
        }
        return numbers
    }

    /// In (0, 1], so that it has a logarithm.
    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double((bits >> 11) + 1) * 0x1p-53
    }
}
