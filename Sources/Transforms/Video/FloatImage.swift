import Media

/// An RGB image between resizing and the return to bytes: three planes, [3, H, W], values from 0 to 1. In planes the colour
/// arithmetic is the same for neighbouring numbers, so that the compiler can vectorise it.
public struct FloatImage: Sendable, Equatable {
    public let height: Int
    public let width: Int
    public var values: [Float]

    /// - Precondition: `values.count == 3 * height * width`.
    public init(height: Int, width: Int, values: [Float]) {
        precondition(values.count == 3 * height * width, "3x\(height)x\(width) values expected, not \(values.count)")
        self.height = height
        self.width = width
        self.values = values
    }

    /// Each byte divided by 255.
    init(_ image: Image) {
        let (height, rowValues) = (image.height, image.width * 3)
        self.init(height: height, width: image.width) { emit in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: rowValues) { row in
                guard let row = row.baseAddress else { return }
                for y in 0..<height {
                    for x in 0..<rowValues { row[x] = Float(image.pixels[y * rowValues + x]) / 255 }
                    emit(y, row)
                }
            }
        }
    }

    /// - Parameter rows: is given a function that takes the number of a row and its values, [W, 3]; calls it for every row.
    init(height: Int, width: Int, rows: ((Int, UnsafePointer<Float>) -> Void) -> Void) {
        let plane = height * width
        let values = [Float](unsafeUninitializedCapacity: 3 * plane) { planes, count in
            guard let red = planes.baseAddress else { return }
            let (green, blue) = (red + plane, red + 2 * plane)
            rows { y, values in
                for x in 0..<width {
                    red[y * width + x] = values[x * 3]
                    green[y * width + x] = values[x * 3 + 1]
                    blue[y * width + x] = values[x * 3 + 2]
                }
            }
            count = 3 * plane
        }
        self.init(height: height, width: width, values: values)
    }

    /// Bytes `x * 255`, truncated as in the reference's `VideoToNumpy`, not rounded.
    public var bytes: Image {
        let plane = height * width
        let pixels = [UInt8](unsafeUninitializedCapacity: 3 * plane) { pixels, count in
            values.withUnsafeBufferPointer { values in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * width) { row in
                    guard let from = values.baseAddress, let row = row.baseAddress, let to = pixels.baseAddress else {
                        return
                    }
                    for y in 0..<height {
                        for channel in 0..<3 {
                            truncateToBytes(from + channel * plane + y * width, row + channel * width, count: width)
                        }
                        let to = to + y * width * 3
                        for x in 0..<width {
                            to[x * 3] = row[x]
                            to[x * 3 + 1] = row[width + x]
                            to[x * 3 + 2] = row[2 * width + x]
                        }
                    }
                }
            }
            count = 3 * plane
        }
        return Image(height: height, width: width, pixels: pixels)
    }

    /// Calls `body` with the three planes and the number of values in each.
    mutating func withPlanes(_ body: (ColorPlanes) -> Void) {
        let count = height * width
        values.withUnsafeMutableBufferPointer { values in
            guard let red = values.baseAddress else { return }
            body(ColorPlanes(red: red, green: red + count, blue: red + 2 * count, count: count))
        }
    }
}

/// The planes of a ``FloatImage``, for the time of a call.
struct ColorPlanes {
    let red: UnsafeMutablePointer<Float>
    let green: UnsafeMutablePointer<Float>
    let blue: UnsafeMutablePointer<Float>
    /// Values in each.
    let count: Int
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

/// `value`, or the nearer end of 0...1. Compared and chosen, not `min` and `max`: those also look after NaN, for which the
/// compiler does not vectorise them.
@inline(__always)
func clamped(_ value: Float) -> Float {
    let positive = value > 0 ? value : 0
    return positive < 1 ? positive : 1
}
