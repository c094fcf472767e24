import NeuralNetwork
import Torch

extension TensorSource {
    /// These weights for actions of another width: the action encoder's first layer and the decoder's last one keep what they
    /// have of the first dimensions; what is new is drawn from `seed` (as the reference does when a data config asks for more
    /// dimensions than the checkpoint has, `gr00t/experiment/runner.py`).
    public func resized(actionDim width: Int, seed: UInt64) -> TensorSource {
        let dimensions = [
            "action_head.action_encoder.W1.W": 1, "action_head.action_decoder.layer2.W": 2,
            "action_head.action_decoder.layer2.b": 1,
        ]
        let tensor = tensor
        return TensorSource(
            name: name,
            entries: Dictionary(
                uniqueKeysWithValues: entries.map { key, entry in
                    guard let dimension = dimensions[key], entry.shape.count > dimension else { return (key, entry) }
                    var shape = entry.shape
                    shape[dimension] = width
                    return (key, Entry(shape: shape, dtype: entry.dtype))
                }),
            tensor: { key in
                let old = try tensor(key)
                guard let dimension = dimensions[key], old.rank > dimension, old.size(dimension) != width else {
                    return old
                }
                let kept = min(width, old.size(dimension))
                let first = old.narrow(dim: dimension, start: 0, length: kept)
                guard width > kept else { return first.contiguous() }
                var shape = old.shape
                shape[dimension] = width - kept
                let drawn = Initializer.normal(0.02).values(shape, key: key, seed: seed, dtype: old.dtype)
                return Tensor.cat([first, drawn], dim: dimension)
            }, release: release)
    }
}
