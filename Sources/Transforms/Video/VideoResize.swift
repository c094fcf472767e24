import Media

/// Bilinear resize with antialiasing of a window of a byte image, in single precision: bit for bit what torchvision's
/// `resize(image / 255, antialias=True)` gives. The weights are computed once, for one window size and one output size.
public struct VideoResize: Sendable {
    public let height: Int
    public let width: Int
    public let windowHeight: Int
    public let windowWidth: Int
    private let horizontal: ResampleWeights<Float>
    private let vertical: ResampleWeights<Float>

    /// - Precondition: all sizes are positive and below 2^15.
    public init(windowHeight: Int, windowWidth: Int, height: Int, width: Int) {
        self.windowHeight = windowHeight
        self.windowWidth = windowWidth
        self.height = height
        self.width = width
        horizontal = .bilinear(from: windowWidth, to: width)
        vertical = .bilinear(from: windowHeight, to: height)
    }

    /// The window of `image` that begins at (top, left), resized, [3, height, width].
    /// - Precondition: the window lies inside the image.
    public func floats(of image: Image, top: Int, left: Int) -> FloatImage {
        FloatImage(height: height, width: width) { emit in resample(image, top: top, left: left, emit: emit) }
    }

    /// As ``floats(of:top:left:)``, and back to bytes by truncation while a row is still in the cache.
    public func bytes(of image: Image, top: Int, left: Int) -> Image {
        let rowValues = width * 3
        let pixels = [UInt8](unsafeUninitializedCapacity: height * rowValues) { output, count in
            resample(image, top: top, left: left) { row, values in
                guard let to = output.baseAddress?.advanced(by: row * rowValues) else { return }
                truncateToBytes(values, to, count: rowValues)
            }
            count = height * rowValues
        }
        return Image(height: height, width: width, pixels: pixels)
    }

    /// Calls `emit` with each output row in turn. Horizontal pass first, then vertical, as in PyTorch; of the horizontal
    /// results only the few rows that the vertical pass needs at a time are kept, in a ring.
    @inline(__always)
    private func resample(_ image: Image, top: Int, left: Int, emit: (Int, UnsafePointer<Float>) -> Void) {
        precondition(
            top >= 0 && left >= 0 && top + windowHeight <= image.height && left + windowWidth <= image.width,
            "the window \(windowHeight)x\(windowWidth) at (\(top), \(left)) is not inside \(image.height)x\(image.width)"
        )
        let slots = vertical.taps
        let rowValues = width * 3
        let stride = rowValues
        image.pixels.withUnsafeBufferPointer { pixels in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: windowWidth * 3) { source in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: (slots + 1) * stride) { scratch in
                    guard let pixels = pixels.baseAddress, let source = source.baseAddress,
                        let ring = scratch.baseAddress
                    else { return }
                    let output = ring + slots * stride
                    var next = 0
                    for row in 0..<height {
                        let (first, count) = (vertical.first[row], vertical.count[row])
                        next = max(next, first)
                        while next < first + count {
                            load(pixels + ((top + next) * image.width + left) * 3, into: source)
                            resampleRow(source, into: ring + (next % slots) * stride)
                            next += 1
                        }
                        blendRows(ring, stride: stride, slots: slots, row: row, into: output)
                        emit(row, output)
                    }
                }
            }
        }
    }

    /// Bytes to floats from 0 to 1: a division, as in the reference; a product with 1/255 differs in the last bit.
    @inline(__always)
    private func load(_ pixels: UnsafePointer<UInt8>, into source: UnsafeMutablePointer<Float>) {
        for i in 0..<windowWidth * 3 { source[i] = Float(pixels[i]) / 255 }
    }

    /// One row of [windowWidth, 3] to [width, 3].
    @inline(__always)
    private func resampleRow(_ source: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
        let taps = horizontal.taps
        horizontal.first.withUnsafeBufferPointer { first in
            horizontal.count.withUnsafeBufferPointer { count in
                horizontal.weights.withUnsafeBufferPointer { weights in
                    for x in 0..<width {
                        let weight = weights.baseAddress.unsafelyUnwrapped + x * taps
                        let pixel = source + first[x] * 3
                        var red = pixel[0] * weight[0]
                        var green = pixel[1] * weight[0]
                        var blue = pixel[2] * weight[0]
                        var tap = 1
                        while tap < count[x] {
                            let factor = Double(weight[tap])
                            red = fusedMultiplyAdd(pixel[tap * 3], factor, red)
                            green = fusedMultiplyAdd(pixel[tap * 3 + 1], factor, green)
                            blue = fusedMultiplyAdd(pixel[tap * 3 + 2], factor, blue)
                            tap += 1
                        }
                        row[x * 3] = red
                        row[x * 3 + 1] = green
                        row[x * 3 + 2] = blue
                    }
                }
            }
        }
    }

    /// The vertical pass for one output row: the weighted sum of the rows in the ring.
    @inline(__always)
    private func blendRows(
        _ ring: UnsafePointer<Float>, stride: Int, slots: Int, row: Int, into output: UnsafeMutablePointer<Float>
    ) {
        let (first, count, values) = (vertical.first[row], vertical.count[row], width * 3)
        for tap in 0..<count {
            let weight = vertical.weights[row * vertical.taps + tap]
            let from = ring + ((first + tap) % slots) * stride
            if tap == 0 {
                for i in 0..<values { output[i] = from[i] * weight }
            } else {
                let factor = Double(weight)
                for i in 0..<values { output[i] = fusedMultiplyAdd(from[i], factor, output[i]) }
            }
        }
    }
}
