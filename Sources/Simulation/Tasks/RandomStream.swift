import Dataset
import Foundation

/// What random numbers are for. Each purpose has a stream of its own, so that one more draw for one of them changes no other.
enum RandomPurpose: Int {
    case instruction = 1, scene, appearance, commandNoise, randomCommands, policyNoise, moment
}

/// Random numbers that follow from a seed and a purpose alone, the same on all machines.
struct RandomStream {
    private var generator: PCG64

    /// - Parameter part: for purposes with several streams, such as one per request.
    init(seed: Int, _ purpose: RandomPurpose, part: Int = 0) {
        generator = PCG64(seed: DrawSeed.value(seed, purpose.rawValue, part))
    }

    /// Uniform in 0..<count.
    mutating func below(_ count: Int) -> Int { generator.below(count) }

    mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * generator.unit() }

    /// Uniform within `spread` of zero.
    mutating func within(_ spread: Double) -> Double { uniform(-spread, spread) }

    /// Standard normal (Box and Muller, 1958).
    mutating func normal() -> Double {
        let (first, second) = (generator.unit(), generator.unit())
        return (-2 * log(1 - first)).squareRoot() * cos(2 * .pi * second)
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        generator.permutation(elements.count).map { elements[$0] }
    }
}
