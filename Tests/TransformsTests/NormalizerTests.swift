import Dataset
import Embodiment
import TestSupport
import Testing
import Transforms

private let key = ModalityKey(.action, "arm")
private let statistics = Statistics(
    max: [1, 2, 6, 5], min: [-1, 2, 2, -3], mean: [0.1, 2, 3, 1], std: [0.5, 0, 2, 1.5], q01: [-0.9, 2, 2.5, -2],
    q99: [0.8, 2, 5.5, 4])

@Suite struct NormalizerTests {
    @Test(.enabled(if: Shared.isPresent, "needs ../shared"), arguments: NormalizationMode.allCases)
    func fixture(mode: NormalizationMode) throws {
        let meta = try Fixture().meta.normalizer
        let expected = try #require(meta.out[mode.rawValue])
        let normalizer = try Normalizer(mode, meta.stats, key: key, width: 4)
        let forward = normalizer.apply(Matrix(meta.x))
        #expect(forward.distance(to: Matrix(expected.forward)) < 1e-6)
        if let inverse = expected.inverse {
            #expect(normalizer.unapply(forward).distance(to: Matrix(inverse)) < 1e-6)
        }
    }

    /// The second dimension is constant; the values lie within the quantiles, because q99 clamps.
    @Test(arguments: NormalizationMode.allCases)
    func unapplyIsTheInverse(mode: NormalizationMode) throws {
        let x = mode == .binary ? Matrix([[0, 1, 1, 0]]) : Matrix([[0.3, 2, 4, -1.5], [-0.85, 2, 5.25, 3.75]])
        let normalizer = try Normalizer(mode, statistics, key: key, width: 4)
        #expect(normalizer.unapply(normalizer.apply(x)).distance(to: x) < 1e-12)
    }

    @Test func minMaxDoesNotClampAndQ99Does() throws {
        let x = Matrix([[3, 2, 10, -9]])
        #expect(try Normalizer(.minMax, statistics, key: key, width: 4).apply(x).values == [3, 0, 3, -2.5])
        #expect(try Normalizer(.q99, statistics, key: key, width: 4).apply(x).values == [1, 1, 1, -1])
    }

    @Test func sinesThenCosines() {
        let x = Matrix([[0, .pi / 2, -3], [1, 2, 3]])
        let transform = StateActionSinCosTransform()
        let result = transform.apply(x)
        #expect(result.columns == 6)
        #expect(abs(result[0, 1] - 1) < 1e-15)
        #expect(result[0, 3] == 1)
        #expect(transform.unapply(result).distance(to: x) < 1e-15)
    }
}
