import Torch

extension Tensor {
    /// Tokens [B, T, width], each sample's at its row's end, averaged in `groups` groups of neighbours: [B, groups, width] in
    /// float32. Where there are fewer tokens than groups, neighbouring groups share them.
    ///
    /// - Parameter counts: tokens of each sample; what stands before them is padding.
    package func pooled(_ counts: [Int], into groups: Int) -> Tensor {
        let length = size(1)
        var shares = [Float](repeating: 0, count: counts.count * groups * length)
        for (sample, count) in counts.enumerated() {
            for group in 0..<groups {
                let members = group * count / groups..<((group + 1) * count + groups - 1) / groups
                let start = (sample * groups + group) * length + length - count
                for member in members { shares[start + member] = 1 / Float(members.count) }
            }
        }
        return Tensor(shares, [counts.count, groups, length]).bmm(to(.float32))
    }
}
