/// How tensors travel between the ranks.
public enum Backend: String, Sendable, Equatable, CustomStringConvertible {
    /// TCP between processes, in main memory. For CPUs, on one machine or several.
    case gloo
    /// NVIDIA's, between GPUs. Not built: asking for it throws ``DistributedError/notBuilt(backend:)``.
    /// `libtorch_cuda.so` has its `ProcessGroupNCCL`, which needs NCCL's and CUDA's headers to compile against.
    case nccl

    public var description: String { rawValue }
}
