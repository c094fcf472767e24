import Foundation
import Simulation
import Testing

@Suite struct EpisodeSpecTests {
    @Test(arguments: TaskKind.allCases) func aSeedIsAlwaysTheSameEpisode(_ kind: TaskKind) {
        #expect(EpisodeSpec(kind, seed: 5) == EpisodeSpec(kind, seed: 5))
        #expect(EpisodeSpec(kind, seed: 5).layout != EpisodeSpec(kind, seed: 6).layout)
        #expect(EpisodeSpec(kind, seed: 5).stepLimit == kind.stepLimit)
    }

    /// Datasets and results name seeds: what a seed means must not change with the code.
    @Test func seedsKeepTheirMeaning() {
        let pick = EpisodeSpec(.pick, seed: 0)
        #expect(pick.instruction.text == "take the yellow block")
        #expect(pick.layout.cubes.map(\.colour).contains(.yellow))
        #expect(EpisodeSpec(.bowl, seed: 1).instruction.text == "drop the yellow block into the bowl")
        #expect(EpisodeSpec(.push, seed: 2).instruction.text == "move the green cube to the left")
    }

    @Test(arguments: TaskKind.allCases) func looksChangeNothingElse(_ kind: TaskKind) {
        let plain = EpisodeSpec(kind, seed: 9)
        let other = EpisodeSpec(kind, seed: 9, options: EpisodeOptions(visualRandomisation: true))
        #expect(plain.layout.appearance == SceneLayout.Appearance())
        #expect(other.layout.appearance != plain.layout.appearance)
        #expect(other.layout.appearance.shade.count == other.layout.cubes.count)
        var layout = other.layout
        layout.appearance = plain.layout.appearance
        #expect(layout == plain.layout && other.instruction == plain.instruction)
    }

    @Test(arguments: TaskKind.allCases) func theSplitIsKept(_ kind: TaskKind) {
        for split in InstructionSplit.allCases {
            let specs = (0..<60).map { EpisodeSpec(kind, seed: $0, options: EpisodeOptions(split: split)) }
            #expect(specs.allSatisfy { $0.instruction.isHeldOut == (split == .heldOut) })
            #expect(Set(specs.map(\.goal.colour)).count >= 4)
        }
    }

    @Test(arguments: TaskKind.allCases) func everySceneHasRoomForItsTask(_ kind: TaskKind) throws {
        for seed in 0..<300 {
            let spec = EpisodeSpec(kind, seed: seed)
            let cubes = spec.layout.cubes
            #expect((2...3).contains(cubes.count))
            #expect(Set(cubes.map(\.colour)).count == cubes.count)
            let named = try #require(cubes.first { $0.colour == spec.goal.colour })
            for (index, cube) in cubes.enumerated() {
                #expect((0.15...0.26).contains(cube.x) && abs(cube.y) <= 0.11)
                for other in cubes[..<index] { #expect(distance(cube.x, cube.y, other.x, other.y) >= 0.065) }
                if let bowl = spec.layout.bowl { #expect(distance(cube.x, cube.y, bowl.x, bowl.y) >= 0.095) }
            }
            #expect((spec.layout.bowl != nil) == (kind == .bowl))
            if let side = spec.goal.side {
                // From where it starts to the line there are 5 cm and more, and nothing stands in the way.
                #expect(0.1 - named.y * side.direction >= 0.05)
                let ahead = cubes.filter { $0 != named && ($0.y - named.y) * side.direction > 0 }
                #expect(ahead.allSatisfy { abs($0.x - named.x) > 0.05 })
            }
        }
    }

    @Test func seedsOfTrainingAndEvaluationNeverMeet() throws {
        let training = try EpisodeSeeds.training(from: 999_000, count: 1000)
        let evaluation = try EpisodeSeeds.evaluation(from: 0, count: 200)
        #expect(training.upperBound <= evaluation.lowerBound && evaluation.count == 200)
        for (seed, count) in [(999_000, 1001), (-1, 5), (1_000_000, 1), (0, -1), (Int.max, 1), (1, Int.max)] {
            #expect(throws: EpisodeError.self) { try EpisodeSeeds.training(from: seed, count: count) }
        }
        for (seed, count) in [(-1, 5), (0, -1), (Int.max, 1), (0, Int.max)] {
            #expect(throws: EpisodeError.self) { try EpisodeSeeds.evaluation(from: seed, count: count) }
        }
    }

    private func distance(_ x: Double, _ y: Double, _ otherX: Double, _ otherY: Double) -> Double {
        ((x - otherX) * (x - otherX) + (y - otherY) * (y - otherY)).squareRoot()
    }
}
