import Model
import NeuralNetwork
import Torch

extension GR00TModel {
    /// What the action head reads, [B, T, width], in the dtype of its matrices, and which of it is no padding.
    func features(of sight: TrainingBatch.Sight) throws -> (Tensor, attentionMask: Tensor?) {
        switch sight {
        case .input(let input):
            // Frozen matrices into their fastest form, once; a backbone whose features are kept never needs it.
            settle()
            return (try features(input).to(parameters.precision.dtype), input.attentionMask)
        case .features(let kept, let mask): return (kept, mask)
        }
    }
}
