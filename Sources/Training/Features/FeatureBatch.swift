import Torch

/// Features of samples with prompts of different lengths, put side by side: each ends where the others end.
struct FeatureBatch {
    /// [B, longest, width]; zero where nothing was put.
    let tensor: Tensor
    private let lengths: [Int]
    private let longest: Int
    private let rowBytes: Int

    /// - Parameter lengths: tokens of each sample.
    /// - Throws: `TorchError` where there is not enough memory.
    init(lengths: [Int], width: Int, dtype: DType) throws {
        self.lengths = lengths
        let longest = lengths.max() ?? 0
        self.longest = longest
        rowBytes = width * dtype.bytes
        tensor = try catchingTorchErrors { Tensor.zeros([lengths.count, longest, width], dtype: dtype) }
    }

    /// Puts a sample's features, without padding, at its place.
    func put(_ features: [UInt8], at place: Int) {
        features.withUnsafeBytes { put($0, sample: 0, of: lengths[place], at: place) }
    }

    /// Puts features of one sample of another batch, padded there to `length` tokens, at a place of this one.
    func put(_ batch: UnsafeRawBufferPointer, sample: Int, of length: Int, at place: Int) {
        let count = lengths[place] * rowBytes
        let (source, end) = ((sample + 1) * length * rowBytes - count, (place + 1) * longest * rowBytes)
        tensor.withMutableBytes {
            UnsafeMutableRawBufferPointer(rebasing: $0[end - count..<end])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: batch[source..<source + count]))
        }
    }

    /// 1 where a token is, 0 where padding is, [B, longest]; `nil` where all samples have the same length.
    var attentionMask: Tensor? {
        guard Set(lengths).count > 1 else { return nil }
        let rows = lengths.flatMap { length in (0..<longest).map { $0 < longest - length ? 0 : 1 } }
        return Tensor(rows, [lengths.count, longest])
    }
}
