import Control
import Testing

@Suite struct SoftMaskTests {
    private static func close(_ found: [Float], _ expected: [Float]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 }
    }

    /// The vectors of the paper's formula, computed apart from this code.
    @Test func theExponentialMaskHasThePapersValues() {
        let falling: [Float] = [0.570589, 0.287072, 0.114492, 0.025770]
        #expect(
            Self.close(
                SoftMask.exponential.weights(horizon: 16, delay: 4, executed: 8),
                [1, 1, 1, 1] + falling + [Float](repeating: 0, count: 8)))
        #expect(
            Self.close(SoftMask.exponential.weights(horizon: 8, delay: 2, executed: 2), [1, 1] + falling + [0, 0]))
    }

    @Test func theLinearMaskFallsByEqualParts() {
        #expect(
            Self.close(
                SoftMask.linear.weights(horizon: 8, delay: 2, executed: 2), [1, 1, 0.8, 0.6, 0.4, 0.2, 0, 0]))
    }

    @Test(arguments: SoftMask.allCases)
    func everyDelayAndEveryNumberOfStepsGivesAFallingMask(mask: SoftMask) {
        for horizon in 0...9 {
            for delay in -2...11 {
                for executed in -2...11 {
                    let weights = mask.weights(horizon: horizon, delay: delay, executed: executed)
                    #expect(weights.count == horizon)
                    #expect(weights.allSatisfy { (0...1).contains($0) })
                    #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 >= $1 })
                    #expect(weights.count { $0 > 0 } == horizon - min(max(executed, 0), horizon))
                }
            }
        }
    }
}
