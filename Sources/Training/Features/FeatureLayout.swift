import Torch

/// Sizes of a cache's slots.
package struct FeatureLayout: Sendable, Equatable {
    /// Of one feature.
    package let width: Int
    /// What features are rounded to: the action head reads nothing finer.
    package let dtype: DType
    /// Tokens of the longest prompt.
    package let longestPrompt: Int
    /// Slots.
    package let samples: Int

    package var bytesPerToken: Int { width * dtype.bytes }
    /// A whole number of pages, so that no two slots share a block of the disk.
    package var slotBytes: Int { (longestPrompt * bytesPerToken + 4095) / 4096 * 4096 }

    /// Throws ``TrainingError/invalidArgument(name:reason:)`` for more than a file can hold.
    package init(width: Int, dtype: DType, longestPrompt: Int, samples: Int) throws {
        (self.width, self.dtype, self.longestPrompt, self.samples) = (width, dtype, longestPrompt, samples)
        let (bytes, overflow) = samples.multipliedReportingOverflow(by: slotBytes)
        // ext4 ends at 16 TiB, XFS at 8 EiB: the former tells when it is reached, beyond the latter no number is right.
        guard !overflow, bytes <= 1 << 62 else {
            throw TrainingError.invalidArgument(
                name: "--feature-variants",
                reason: "\(samples) samples of \(slotBytes) bytes are more than any file holds; give fewer variants")
        }
    }
}

/// What is said of a slot.
struct FeatureIndexEntry: BitwiseCopyable {
    /// 0: the slot is empty.
    var tokens: UInt64 = 0
    /// Over the features; the slot and the number of tokens are in its seed.
    var checksum: UInt64 = 0

    init() {}

    init(_ bytes: UnsafeRawBufferPointer, tokens: Int, slot: Int) {
        self.tokens = UInt64(tokens)
        checksum = FeatureChecksum.value(bytes, seed: UInt64(slot) ^ UInt64(tokens) << 44)
    }

    func isOf(_ bytes: UnsafeRawBufferPointer, slot: Int) -> Bool {
        FeatureIndexEntry(bytes, tokens: Int(tokens), slot: slot).checksum == checksum
    }
}

/// Features of one sample, without padding.
package struct StoredFeatures: Sendable, Equatable {
    package let tokens: Int
    /// [tokens, width] in the cache's dtype.
    package let bytes: [UInt8]
}
