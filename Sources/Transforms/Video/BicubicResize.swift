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
                axis.weights.withUnsafeBufferPointer { weights in
                    for y in 0..<image.height {
                        for x in 0..<width {
                            var (red, green, blue) = (axis.half, axis.half, axis.half)
                            var pixel = (y * image.width + axis.first[x]) * 3
                            for tap in x * axis.taps..<x * axis.taps + axis.count[x] {
                                red &+= Int32(input[pixel]) &* weights[tap]
                                green &+= Int32(input[pixel + 1]) &* weights[tap]
                                blue &+= Int32(input[pixel + 2]) &* weights[tap]
                                pixel += 3
                            }
                            let place = (y * width + x) * 3
                            output[place] = UInt8(clamping: red >> axis.bits)
                            output[place + 1] = UInt8(clamping: green >> axis.bits)
                            output[place + 2] = UInt8(clamping: blue >> axis.bits)
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
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: rowBytes) { sums in
                    for y in 0..<height {
                        sums.update(repeating: axis.half)
                        for tap in 0..<axis.count[y] {
                            let weight = axis.weights[y * axis.taps + tap]
                            let row = (axis.first[y] + tap) * rowBytes
                            for i in 0..<rowBytes { sums[i] &+= Int32(input[row + i]) &* weight }
                        }
                        for i in 0..<rowBytes { output[y * rowBytes + i] = UInt8(clamping: sums[i] >> axis.bits) }
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
    let count: [Int]
    let taps: Int
    /// [outputs, taps]
    let weights: [Int32]
    /// Bits after the binary point.
    let bits: Int32

    /// One half, which turns the shift into rounding.
    var half: Int32 { 1 << (bits - 1) }

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
}
