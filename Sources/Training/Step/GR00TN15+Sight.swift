import Model
import NeuralNetwork
import Torch

extension GR00TN15 {
    /// What the action head reads, [B, T, width], in the dtype of its matrices.
    func features(of sight: TrainingBatch.Sight) throws -> Tensor {
        switch sight {
        case .input(let input):
            // Frozen matrices into their fastest form, once; a backbone whose features are kept never needs it.
            settle()
            return try features(input).to(parameters.precision.dtype)
        case .features(let kept): return kept
        }
    }
}
