import Foundation
import Torch

/// One training sample that another implementation also trains on: row 0 of the `in.*` tensors of a recording, with the noise
/// and the flow time that it was given.
public struct RecordedTraining {
    public let input: VisionLanguageInput
    public let state, actions, mask, noise, time: Tensor
    public let embodiments: [Int]

    /// - Parameter rows: how many rows of the recording, from the first one on.
    /// - Throws: ``ModelError`` when an input is missing or of the wrong type.
    public init(_ file: URL, for model: GR00TModel, rows: Int = 1) throws {
        let recording = try Recording(file)
        let batch = try RecordedBatch(model, recording, rows: rows)
        func given(_ name: String, _ dtypes: [DType]) throws -> Tensor {
            try recording.input(name, dtypes).narrow(dim: 0, start: 0, length: rows).to(.float32)
        }
        (input, state, noise, embodiments) = (batch.input, batch.state, batch.noise, batch.embodiments)
        actions = try given("action", [.float32, .float64, .bfloat16])
        mask = try given("action_mask", [.bool, .float32])
        time = try given("t", [.float32, .float64])
    }

    /// Projectors in `file`, of its first `rows` rows. Throws ``ModelError``.
    public static func embodiments(_ file: URL, rows: Int = 1) throws -> [Int] {
        let ids = try Recording(file).input("embodiment_id", [.int64, .int32]).to(.int64).array(of: Int.self)
        return Array(Set(ids.prefix(rows))).sorted()
    }
}
