import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing

/// Every stage of the reference's N1.5 on a tiny checkpoint: one sample alone, and two padded on the left.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct ParityTests {
    static let checkpoint = Shared.fixtures.appending(path: "n15_tiny")
    static let recording = checkpoint.appending(path: "io.safetensors")

    @Test func float32MatchesEveryStage() throws {
        let verification = try ModelVerification(
            checkpoint: Self.checkpoint, recording: Self.recording, precision: .float32)
        #expect(Set(verification.rows.map(\.group)) == ["b1", "b2_fa2", "b2_sdpa"])
        #expect(verification.rows.count > 100)
        let failures = verification.failures(tolerance: 1e-4, trainingTolerance: 1e-3)
        #expect(failures.isEmpty, "\(failures.map { "\($0.group).\($0.stage) \($0.problem ?? "") \($0.error)" })")
    }

    @Test(arguments: [Precision.bfloat16, .packed, .int8]) func reducedPrecisionKeepsDirection(_ precision: Precision)
        throws
    {
        let verification = try ModelVerification(
            checkpoint: Self.checkpoint, recording: Self.recording, precision: precision)
        let stages = verification.rows.filter { $0.group != "b2_sdpa" && !$0.isTraining }
        #expect(stages.count > 50)
        let limit = precision == .int8 ? 0.99 : 0.999
        let worse = stages.filter { !($0.cosine >= limit) }
        #expect(worse.isEmpty, "\(worse.map { "\($0.group).\($0.stage) \($0.problem ?? "") \($0.cosine)" })")
    }
}
