import Torch

/// In which form matrices are held and multiplied. Residual streams, norms and the Euler state stay in float32 throughout.
public enum Precision: String, Sendable, CaseIterable {
    /// Everything in float32: the form in which parity with the reference is checked.
    case float32
    /// bfloat16 matrices in their own layout, which autograd can train.
    case bfloat16
    /// bfloat16 matrices in the layout that oneDNN multiplies fastest: those of the denoising steps from the start, the others
    /// after the first answer (inference on a CPU).
    case packed
    /// int8 weights with a scale per output channel, and int8 activations with a scale per call (inference on a CPU).
    case int8

    /// The dtype that matrices have before any packing.
    public var dtype: DType { self == .float32 ? .float32 : .bfloat16 }

    /// This form, or ``bfloat16`` where it is ``packed`` and this processor lacks the instructions (AVX-512) that oneDNN's
    /// packed product needs: slower, and as right.
    var onThisMachine: Precision { self == .packed && !Machine.hasAVX512 ? .bfloat16 : self }

    /// Whether gradients can flow through the matrices.
    public var isTrainable: Bool { self == .float32 || self == .bfloat16 }
}
