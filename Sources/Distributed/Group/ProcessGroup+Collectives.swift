import CTorch
import Torch

extension ProcessGroup {
    /// Replaces `tensor` on every rank by the sum over all ranks. Shape and dtype must be the same on all.
    public func allReduce(_ tensor: Tensor) throws {
        try inPlace(tensor) { dense in
            try wait(for: startAllReduce(dense, "all-reduce"), "all-reduce")
        }
    }

    /// Starts to sum the contiguous `tensor`, which must not be touched until the work is done.
    func startAllReduce(_ tensor: Tensor, _ operation: String) throws -> Work? {
        try start(operation) { tt_group_allreduce($0, tensor.handle) }
    }

    /// Replaces `tensor` on every rank by what it is on rank `root`. Shape and dtype must be the same on all.
    public func broadcast(_ tensor: Tensor, from root: Int = 0) throws {
        precondition(root >= 0 && root < worldSize, "there is no rank \(root) among \(worldSize)")
        try inPlace(tensor) { dense in
            try wait(for: start("broadcast") { tt_group_broadcast($0, dense.handle, Int32(root)) }, "broadcast")
        }
    }

    /// Returns when every rank has called it.
    public func barrier() throws { try wait(for: start("barrier") { tt_group_barrier($0) }, "barrier") }

    /// The numbers that every rank gave, in the order of the ranks. Each may give as many as it wants.
    public func gather(_ values: [Double]) throws -> [[Double]] {
        let counts = try gathered(Tensor([Double(values.count)], [1]), "gather").doubles.map { Int($0) }
        let longest = counts.max() ?? 0
        guard longest > 0 else { return counts.map { _ in [] } }
        let padded = values + Array(repeating: 0, count: longest - values.count)
        let all = try gathered(Tensor(padded, [longest]), "gather").doubles
        return counts.enumerated().map { rank, count in Array(all[rank * longest..<rank * longest + count]) }
    }

    /// The `tensor` [n] of every rank, [worldSize, n].
    private func gathered(_ tensor: Tensor, _ operation: String) throws -> Tensor {
        if worldSize == 1 { return tensor.unsqueeze(dim: 0) }
        let all = Tensor.empty([worldSize] + tensor.shape, dtype: tensor.dtype)
        try wait(for: start(operation) { tt_group_allgather($0, all.handle, tensor.handle) }, operation)
        return all
    }

    /// Gloo takes memory as it lies, so a view with gaps goes through a copy.
    private func inPlace(_ tensor: Tensor, _ body: (Tensor) throws -> Void) throws {
        if tensor.isContiguous { return try body(tensor) }
        try withNoGrad {
            let dense = tensor.contiguous()
            try body(dense)
            tensor.copyInPlace(dense)
        }
    }
}
