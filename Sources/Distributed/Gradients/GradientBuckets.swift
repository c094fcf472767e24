import Torch

/// Which gradients are summed together.
struct GradientBuckets {
    /// Parameters by number, in the order in which their gradients arrive: the reverse of their use.
    let members: [[Int]]
    /// The bucket of each parameter.
    let bucket: [Int]

    /// Fills one bucket per dtype and device at a time; a bucket is closed when the next gradient would make it larger
    /// than `bytes`. The order is that in which the buckets are filled by backward, on every rank the same.
    init(_ parameters: [Tensor], bytes: Int) {
        struct Open {
            let kind: String
            var members: [Int] = []
            var bytes = 0
        }
        var closed: [[Int]] = []
        var open: [Open] = []
        for index in parameters.indices.reversed() {
            let parameter = parameters[index]
            let kind = "\(parameter.dtype) \(parameter.device)"
            let size = parameter.count * parameter.dtype.bytes
            let slot = open.firstIndex { $0.kind == kind } ?? open.endIndex
            if slot == open.endIndex { open.append(Open(kind: kind)) }
            if !open[slot].members.isEmpty, open[slot].bytes + size > bytes {
                closed.append(open[slot].members)
                open[slot] = Open(kind: kind)
            }
            open[slot].members.append(index)
            open[slot].bytes += size
        }
        // A bucket is full when its last gradient is there, whatever others were opened meanwhile.
        members = (closed + open.map(\.members)).sorted { ($0.last ?? 0) > ($1.last ?? 0) }
        var bucket = [Int](repeating: 0, count: parameters.count)
        for (index, members) in members.enumerated() { for member in members { bucket[member] = index } }
        self.bucket = bucket
    }
}
