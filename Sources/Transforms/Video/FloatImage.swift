import Media

/// An RGB image between resizing and the return to bytes: [H, W, 3], values from 0 to 1.
public struct FloatImage: Sendable, Equatable {
    public let height: Int
    public let width: Int
    public var values: [Float]

    /// - Precondition: `values.count == height * width * 3`.
    public init(height: Int, width: Int, values: [Float]) {
        precondition(values.count == height * width * 3, "\(height)x\(width)x3 values expected, not \(values.count)")
        self.height = height
        self.width = width
        self.values = values
    }

    /// Bytes `x * 255`, truncated as in the reference's `VideoToNumpy`, not rounded.
    public var bytes: Image {
        let pixels = [UInt8](unsafeUninitializedCapacity: values.count) { bytes, count in
            values.withUnsafeBufferPointer { values in
                guard let from = values.baseAddress, let to = bytes.baseAddress else { return }
                truncateToBytes(from, to, count: values.count)
            }
            count = values.count
        }
        return Image(height: height, width: width, pixels: pixels)
    }
}

/// `to[i] = UInt8(from[i] * 255)` for values from 0 to 1. Adding 2^23 pushes a float's fraction out of its mantissa, which
/// leaves the rounded integer in the low bits: a truncation without a trapping conversion, so the loop vectorises.
@inline(__always)
func truncateToBytes(_ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<UInt8>, count: Int) {
    let pushOut: Float = 0x1p23
    for i in 0..<count {
        let level = from[i] * 255
        let rounded = (level + pushOut) - pushOut
        let whole = rounded > level ? rounded - 1 : rounded
        to[i] = UInt8(truncatingIfNeeded: (whole + pushOut).bitPattern)
    }
}

/// `value`, or the nearer end of 0...1.
@inline(__always)
func clamped(_ value: Float) -> Float { min(max(value, 0), 1) }
