import Foundation
import Grounding
import Simulation
import Testing
import Torch

@Suite struct PlaceTargetsTests {
    private static func object(_ front: SIMD2<Double>?, _ wrist: SIMD2<Double>?) -> SeenObject {
        SeenObject(
            name: .cube(.red), position: SIMD3(0.2, 0, 0.0125), turn: .pi / 8, front: front, wrist: wrist,
            fromGripper: SIMD3(0.125, 0, -0.0625))
    }

    @Test func whatIsSeenCounts() {
        let targets = PlaceTargets(Self.object(SIMD2(0.5, 0.25), SIMD2(1.1, 0.4)), side: 6)
        #expect(targets.cells == [1 * 6 + 3, nil])
        #expect(targets.placeCounts == [true, true, true, true])
        #expect(abs(targets.places[2] - Float(1.3 / 1.4)) < 1e-6)
        // Four turns of 90 degrees look the same: an eighth of π is half way.
        #expect(abs(targets.measures[7] - 1) < 1e-6 && abs(targets.measures[8]) < 1e-6)
        #expect(targets.measures[4] == 1 && targets.measures[6] == -0.5)
    }

    @Test func whatIsOutOfSightDoesNot() {
        let targets = PlaceTargets(Self.object(SIMD2(1.2, 0.5), nil), side: 6)
        #expect(targets.cells == [nil, nil] && targets.placeCounts.allSatisfy { !$0 })
        #expect(PlaceTargets(nil, side: 6).measureCounts.allSatisfy { !$0 })
    }

    /// Half of the picture to the right and a quarter down: on the border of the cells 8 and 9, of 6 x 6.
    @Test func distanceFromACell() {
        let targets = PlaceTargets(Self.object(SIMD2(0.5, 0.25), SIMD2(0.5, 0.25)), side: 6)
        for view in 0..<2 {
            let distances = [9, 8, 3, 10].map { targets.distance(fromCell: $0, view: view, side: 6) }
            for (found, expected) in zip(distances, [0, 0, 0.25 - 1 / 6.0, 1 / 6.0]) {
                #expect(abs(found - expected) < 1e-6)
            }
        }
    }

    @Test func aBellSurroundsThePlace() {
        let bells = PlaceTargets(Self.object(SIMD2(0.5, 0.25), nil), side: 6).bells
        let first = Array(bells.prefix(GroundingHeads.bins))
        #expect(abs(first.reduce(0, +) - 1) < 1e-5)
        let middle =
            zip(first, 0...).reduce(0.0) { $0 + Double($1.0) * (Double($1.1) + 0.5) } / Double(GroundingHeads.bins)
        #expect(abs(middle - 0.5) < 1e-4)
    }

    /// Against the definition, −Σ t log softmax(x).
    @Test func crossEntropy() {
        let scores = Tensor([Float(1), 2, 3], [1, 3])
        let targets = Tensor([Float(0), 0.5, 0.5], [1, 3])
        let total = log(exp(1.0) + exp(2) + exp(3))
        #expect(abs(scores.crossEntropy(targets).double - (total - 2.5)) < 1e-5)
    }
}
