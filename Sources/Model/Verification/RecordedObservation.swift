import Foundation
import Torch

/// One observation that another implementation also runs on: row 0 of the `in.*` tensors of a recording. For timing both on
/// the same work, and for comparing what comes out.
public struct RecordedObservation {
    public let input: VisionLanguageInput
    public let state, noise: Tensor
    public let embodiments: [Int]
    /// The other's actions, `b1.action_pred`, where the file has them.
    public let expected: Tensor?

    /// Throws ``ModelError`` when an input is missing or of the wrong type.
    public init(_ file: URL, for model: GR00TModel) throws {
        let recording = try Recording(file)
        let batch = try RecordedBatch(model, recording, rows: 1)
        (input, state, noise, embodiments) = (batch.input, batch.state, batch.noise, batch.embodiments)
        expected =
            recording.file.entries["b1.action_pred"] == nil ? nil : try recording.expected("b1", "action_pred")
    }
}
