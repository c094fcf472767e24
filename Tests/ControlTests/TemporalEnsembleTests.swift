import Control
import Embodiment
import Foundation
import Testing

@Suite struct TemporalEnsembleTests {
    private static func column(_ values: [Double]) -> Matrix { Matrix(rows: values.count, columns: 1, values: values) }

    @Test func fourChunksGiveTheKnownAverages() throws {
        var ensemble = try TemporalEnsemble(decay: 0.01)
        let chunks: [[Double]] = [[1, 2, 3], [10, 20, 30], [100, 200, 300], [5, 6, 7]]
        let expected = [1, 5.9800001667, 40.6770220467, 78.4146375507]
        for (chunk, expected) in zip(chunks, expected) {
            let average = ensemble.add(Self.column(chunk))
            #expect(abs(average[0, 0] - expected) < 1e-9)
            ensemble.advance(by: 1)
        }
    }

    /// Against the sum over all predictions of a step, written out.
    @Test(arguments: [-2.0, -0.1, 0, 0.01, 3], [1, 2, 3])
    func theRunningAverageIsTheWeightedMean(decay: Double, executed: Int) throws {
        let horizon = 7
        var ensemble = try TemporalEnsemble(decay: decay)
        var predictions: [Int: [Double]] = [:]
        for round in 0..<6 {
            let chunk = (0..<horizon).map { Double((round * 31 + $0 * 17) % 13) }
            let average = ensemble.add(Self.column(chunk))
            for (row, value) in chunk.enumerated() {
                let step = round * executed + row
                predictions[step, default: []].append(value)
                let all = predictions[step, default: []]
                let weights = all.indices.map { exp(-decay * Double($0)) }
                let mean = zip(all, weights).map(*).reduce(0, +) / weights.reduce(0, +)
                #expect(abs(average[row, 0] - mean) < 1e-9)
            }
            ensemble.advance(by: executed)
        }
    }

    @Test func anExtremeDecayStaysFinite() throws {
        for decay in [-1e6, 1e6] {
            var ensemble = try TemporalEnsemble(decay: decay)
            _ = ensemble.add(Self.column([1, 2, 3]))
            let average = ensemble.add(Self.column([5, 6, 7]))
            #expect(average.values == (decay > 0 ? [1, 2, 3] : [5, 6, 7]))
        }
        #expect(throws: ControlError.self) { try TemporalEnsemble(decay: .nan) }
    }

    @Test func aChunkOfAnotherShapeBeginsAnew() throws {
        var ensemble = try TemporalEnsemble()
        _ = ensemble.add(Self.column([1, 2, 3]))
        #expect(ensemble.add(Self.column([7, 8])).values == [7, 8])
        #expect(ensemble.add(Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])).values == [1, 2, 3, 4])
        ensemble.advance(by: 5)
        #expect(ensemble.add(Matrix(rows: 2, columns: 2, values: [9, 9, 9, 9])).values == [9, 9, 9, 9])
    }
}
