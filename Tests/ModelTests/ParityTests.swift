import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing

/// Every stage of the reference's N1.5 and N1 on tiny checkpoints: one sample alone, and two padded on the left.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct ParityTests {
    static func verification(_ name: String, _ precision: Precision) throws -> ModelVerification {
        let checkpoint = Shared.fixtures.appending(path: name)
        return try ModelVerification(
            checkpoint: checkpoint, recording: checkpoint.appending(path: "io.safetensors"), precision: precision)
    }

    @Test(arguments: [("n15_tiny", 109), ("n1_tiny", 90)])
    func float32MatchesEveryStage(_ name: String, _ stages: Int) throws {
        let verification = try Self.verification(name, .float32)
        #expect(Set(verification.rows.map(\.group)) == ["b1", "b2_fa2", "b2_sdpa"])
        #expect(verification.rows.count == stages)
        let failures = verification.failures(tolerance: 1e-4, trainingTolerance: 1e-3)
        #expect(failures.isEmpty, "\(failures.map { "\($0.group).\($0.stage) \($0.problem ?? "") \($0.error)" })")
    }

    @Test(arguments: ["n15_tiny", "n1_tiny"], [Precision.bfloat16, .packed, .int8])
    func reducedPrecisionKeepsDirection(_ name: String, _ precision: Precision) throws {
        let verification = try Self.verification(name, precision)
        let stages = verification.rows.filter { $0.group != "b2_sdpa" && !$0.isTraining }
        #expect(stages.count > 50)
        let limit = precision == .int8 ? 0.99 : 0.999
        let worse = stages.filter { !($0.cosine >= limit) }
        #expect(worse.isEmpty, "\(worse.map { "\($0.group).\($0.stage) \($0.problem ?? "") \($0.cosine)" })")
    }
}
