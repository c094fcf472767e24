import Media

/// Bicubic resize with antialiasing on bytes: the integer arithmetic of PyTorch's byte kernel
/// (`aten/src/ATen/native/cpu/UpSampleKernelAVXAntialias.h`). Weights are fixed-point numbers of at most 15 bits; each pass rounds
/// and clamps to a byte.
struct BicubicResize: Sendable {
    let height: Int
    let width: Int

    /// - Precondition: all sizes are positive.
    func callAsFunction(_ image: Image) -> Image {
        var result = image
        if image.width != width { result = horizontalPass(result) }
        if image.height != height { result = verticalPass(result) }
        return result
    }

    private func horizontalPass(_ image: Image) -> Image {
        let axis = FixedPointWeights(.bicubic(from: image.width, to: width))
        let pixels = [UInt8](unsafeUninitializedCapacity: image.height * width * 3) { output, count in
            image.pixels.withUnsafeBufferPointer { input in
                for y in 0..<image.height {
                    for x in 0..<width {
                        let start = (y * image.width + axis.first[x]) * 3
                        for channel in 0..<3 {
                            output[(y * width + x) * 3 + channel] = axis.sum(
                                x, input, from: start + channel, stride: 3)
                        }
                    }
                }
            }
            count = output.count
        }
        return Image(height: image.height, width: width, pixels: pixels)
    }

    private func verticalPass(_ image: Image) -> Image {
        let axis = FixedPointWeights(.bicubic(from: image.height, to: height))
        let rowBytes = image.width * 3
        let pixels = [UInt8](unsafeUninitializedCapacity: height * rowBytes) { output, count in
            image.pixels.withUnsafeBufferPointer { input in
                for y in 0..<height {
                    for i in 0..<rowBytes {
                        output[y * rowBytes + i] = axis.sum(
                            y, input, from: axis.first[y] * rowBytes + i, stride: rowBytes)
                    }
                }
            }
            count = output.count
        }
        return Image(height: height, width: image.width, pixels: pixels)
    }
}

/// Weights as integers, scaled by the largest power of two that keeps them within 16 bits.
private struct FixedPointWeights {
    let first: [Int]
    private let count: [Int]
    private let taps: Int
    private let weights: [Int32]
    private let bits: Int32

    init(_ exact: ResampleWeights<Double>) {
        let largest = exact.weights.max() ?? 0
        var bits: Int32 = 0
        while bits < 22, Int(0.5 + largest * Double(1 << (bits + 1))) < 1 << 15 { bits += 1 }
        let scale = Double(1 << bits)
        first = exact.first
        count = exact.count
        taps = exact.taps
        weights = exact.weights.map { Int32($0 * scale + ($0 < 0 ? -0.5 : 0.5)) }
        self.bits = bits
    }

    /// The weighted sum of `count` bytes for one output, rounded and clamped.
    @inline(__always)
    func sum(_ output: Int, _ input: UnsafeBufferPointer<UInt8>, from start: Int, stride: Int) -> UInt8 {
        var sum: Int32 = 1 << (bits - 1)
        for tap in 0..<count[output] {
            sum &+= Int32(input[start + tap * stride]) &* weights[output * taps + tap]
        }
        return UInt8(clamping: sum >> bits)
    }
}
