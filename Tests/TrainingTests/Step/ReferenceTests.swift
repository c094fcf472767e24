import Foundation
import Model
import TestSupport
import Testing
import Training

/// The reference's own ten steps of AdamW on the tiny checkpoint.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared")) struct ReferenceTests {
    private static let checkpoint = Shared.fixtures.appending(path: "n15_tiny")

    private func recorded(_ dtype: ComputeDtype = .float32, optimizer: OptimizerKind = .adamW) throws -> RecordedStep {
        try RecordedStep(
            checkpoint: Self.checkpoint, recording: Self.checkpoint.appending(path: "io.safetensors"),
            tune: TuneFlags(),
            dtype: dtype, optimizer: optimizer)
    }

    /// 1e-4 in float32. In bfloat16 the master weights are float32 all the same, so errors do not add up over the steps;
    /// 8-bit moments make other steps, of the same length in the mean.
    @Test(arguments: [
        (ComputeDtype.float32, OptimizerKind.adamW, 1e-4), (.bfloat16, .adamW, 1e-2), (.bfloat16, .adamW8bit, 1e-2),
    ]) func tenLosses(_ dtype: ComputeDtype, _ optimizer: OptimizerKind, _ tolerance: Double) throws {
        struct File: Decodable { let losses: [Double] }
        let file = try Data(contentsOf: Self.checkpoint.appending(path: "adamw_10_steps.json"))
        let expected = try JSONDecoder().decode(File.self, from: file).losses
        let recorded = try recorded(dtype, optimizer: optimizer)
        for (index, expected) in expected.enumerated() {
            let loss = try recorded.step([recorded.batch], learningRate: 1e-4).loss
            #expect(abs(loss / expected - 1) < tolerance, "step \(index): \(loss), reference \(expected)")
        }
    }

    @Test(arguments: [ModelFamily.n15, .n1]) func gradientNorms(_ family: ModelFamily) throws {
        struct File: Decodable {
            let norms: [String: [String: Double?]]
            enum CodingKeys: String, CodingKey { case norms = "grad_norms" }
        }
        let checkpoint = Shared.fixtures.appending(path: family == .n1 ? "n1_tiny" : "n15_tiny")
        let file = try Data(contentsOf: checkpoint.appending(path: "meta.json"))
        let expected = try #require(try JSONDecoder().decode(File.self, from: file).norms["b1"])
        // As much as can be trained.
        let recorded = try RecordedStep(
            checkpoint: checkpoint, recording: checkpoint.appending(path: "io.safetensors"),
            tune: TuneFlags(llm: true, visual: true), dtype: .float32)
        let result = try recorded.gradients()
        #expect(result.norms.count > 140)
        for (key, norm) in result.norms {
            let reference = try #require(expected[key] ?? nil, "\(key)")
            // The gradients of key biases are zero up to rounding: softmax does not see them.
            #expect(abs(norm - reference) < 1e-3 * reference + 1e-7, "\(key): \(norm), reference \(reference)")
        }
    }
}
