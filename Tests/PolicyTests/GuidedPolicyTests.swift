import Control
import Embodiment
import Foundation
import NeuralNetwork
import Policy
import TestSupport
import Testing

/// Chunks that follow the one before, through the whole policy.
@Suite(.serialized, .trains) struct GuidedPolicyTests {
    private static let weights = SoftMask.exponential.weights(horizon: 16, delay: 4, executed: 4)

    private static func guidance(_ samples: [ModelChunk?], jacobian: Bool = true) -> RoundGuidance {
        RoundGuidance(
            samples: samples.map { $0.map { ChunkGuidance(previous: $0.advanced(by: 4), weights: weights) } },
            maximumWeight: 5, usesJacobian: jacobian)
    }

    /// The largest difference of `new`'s frozen steps from what is left of `last`, over the arm's own dimensions.
    private static func distance(_ new: ModelChunk, _ last: ModelChunk) -> Float {
        var largest: Float = 0
        for row in 0..<4 {
            for column in 0..<6 {
                let (found, held) = (new.values[row * 32 + column], last.values[(row + 4) * 32 + column])
                largest = max(largest, abs(found - held))
            }
        }
        return largest
    }

    @Test(arguments: [Precision.float32, .packed], [true, false])
    func aChunkGoesOnWhereTheLastIs(precision: Precision, jacobian: Bool) throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: precision)
            let observation = ArmPolicy.observation()
            let last = try policy.getRound([observation], noise: ArmPolicy.noise(1)).predictions[0]
            let free = try policy.getRound([observation], noise: ArmPolicy.noise(2)).predictions[0]
            let guided = try policy.getRound(
                [observation], noise: ArmPolicy.noise(2), guidance: Self.guidance([last], jacobian: jacobian)
            ).predictions[0]
            #expect(Self.distance(guided, last) < Self.distance(free, last) / 3)
        }
    }

    @Test func aRoundHasItsPredictionsAndItsTimes() throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: .packed)
            let round = try policy.getRound([ArmPolicy.observation()], noise: ArmPolicy.noise(1))
            #expect(round.chunks == (try policy.getAction([ArmPolicy.observation()], noise: ArmPolicy.noise(1))))
            #expect(round.timing.map(\.stage) == ["preprocess", "backbone", "action_head", "postprocess"])
            #expect(round.timing.allSatisfy { $0.milliseconds >= 0 })
            let arm = try #require(round.chunks[0].actions["single_arm"])
            let prediction = round.predictions[0]
            #expect((prediction.rows, prediction.columns) == (16, 32))
            // min_max of -90...90 scales by 90.
            #expect(abs(arm[3, 2] - 90 * Double(prediction.values[3 * 32 + 2])) < 1e-3)
        }
    }

    @Test func whatHoldsNothingChangesNothing() throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: .packed)
            let (observation, noise) = (ArmPolicy.observation(), ArmPolicy.noise(1))
            let plain = try policy.getRound([observation], noise: noise)
            let free = RoundGuidance(
                samples: [
                    ChunkGuidance(previous: plain.predictions[0], weights: Array(repeating: 0, count: 16))
                ], maximumWeight: 5, usesJacobian: true)
            #expect(try policy.getRound([observation], noise: noise, guidance: free).predictions == plain.predictions)
            let none = Self.guidance([nil])
            #expect(try policy.getRound([observation], noise: noise, guidance: none).predictions == plain.predictions)
        }
    }

    @Test func thePaddingIsNotHeld() throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: .float32)
            let (observation, noise) = (ArmPolicy.observation(), ArmPolicy.noise(1))
            let last = try policy.getRound([observation], noise: ArmPolicy.noise(2)).predictions[0]
            let spoilt = ModelChunk(
                rows: 16, columns: 32, values: last.values.enumerated().map { $0 % 32 < 6 ? $1 : 1000 })
            let rounds = try [last, spoilt].map {
                try policy.getRound([observation], noise: noise, guidance: Self.guidance([$0]))
            }
            #expect(rounds[0].predictions == rounds[1].predictions)
        }
    }

    @Test func samplesOfABatchAreGuidedEachByItsOwn() throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: .float32)
            let observations = [ArmPolicy.observation(), ArmPolicy.observation(shade: 9), ArmPolicy.observation()]
            let noise = [ArmPolicy.noise(1), ArmPolicy.noise(2), ArmPolicy.noise(3)]
            let last = try policy.getRound(observations, noise: noise.flatMap { $0 }).predictions
            let samples = [last[1], nil, last[0]]
            let batch = try policy.getRound(
                observations, noise: noise.flatMap { $0 }, guidance: Self.guidance(samples))
            for index in 0..<3 {
                let alone = try policy.getRound(
                    [observations[index]], noise: noise[index], guidance: Self.guidance([samples[index]])
                ).predictions[0]
                #expect(zip(alone.values, batch.predictions[index].values).allSatisfy { abs($0 - $1) < 1e-3 })
            }
        }
    }

    @Test func guidanceThatDoesNotFitIsRefused() throws {
        try withTemporaryDirectory { directory in
            let policy = try ArmPolicy.make(directory, precision: .float32)
            let short = ModelChunk(rows: 4, columns: 32, values: Array(repeating: 0, count: 4 * 32))
            for guidance in [Self.guidance([]), Self.guidance([nil, nil]), Self.guidance([short])] {
                #expect(throws: PolicyError.self) {
                    try policy.getRound([ArmPolicy.observation()], guidance: guidance)
                }
            }
        }
    }

    @Test func aControlledRunnerJoinsItsChunks() async throws {
        try await withTemporaryDirectory { directory in
            let runner = PolicyRunner(processors: []) { try ArmPolicy.make(directory, precision: .packed) }
            /// How far the second chunk's first steps are from what the first chunk had for them.
            func departure(_ mode: ControlMode) async throws -> Double {
                let controlled = try ControlledPolicy(runner, options: ControlOptions(mode: mode))
                var arms: [Matrix] = []
                for round in 0..<2 {
                    let request = ActionRequest(
                        session: SessionID("arm"), observations: [ArmPolicy.observation(shade: 5 + round)],
                        noise: ArmPolicy.noise(round), executedSteps: 6 * round)
                    let reply = try await controlled.getAction(request)
                    #expect(reply.timing.contains { $0.stage == "action_head" })
                    arms.append(try #require(reply.chunks[0].actions["single_arm"]))
                }
                let pairs = (0..<3).flatMap { step in zip(arms[1].row(step), arms[0].row(6 + step)) }
                return pairs.map { abs($0 - $1) }.max() ?? .infinity
            }
            let plain = try await departure(.plain)
            let joined = try await departure(.realTimeChunking(RTCOptions(delay: .fixed(steps: 3))))
            #expect(joined < plain / 3, "\(joined) \(plain)")
        }
    }
}
