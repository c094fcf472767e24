import Torch

/// Features of samples with prompts of different lengths, put side by side: each ends where the others end.
struct FeatureBatch {
    /// [B, longest, width]; undefined where nothing was put yet.
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
        tensor = try catchingTorchErrors { Tensor.empty([lengths.count, longest, width], dtype: dtype) }
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

    /// Fills what no sample covers with one row.
    func fill(with row: [UInt8]) {
        tensor.withMutableBytes { bytes in
            for (place, length) in lengths.enumerated() {
                for token in 0..<longest - length {
                    let start = (place * longest + token) * rowBytes
                    UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + rowBytes]).copyBytes(from: row)
                }
            }
        }
    }
}
