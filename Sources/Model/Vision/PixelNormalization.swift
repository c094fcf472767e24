import Torch

extension Tensor {
    /// Bytes 0...255 to -1...1, as SigLIP2's image processor does: (x / 255 − 0.5) / 0.5.
    public func normalizedPixels() -> Tensor { (to(.float32) * (1.0 / 255) - 0.5) / 0.5 }
}
