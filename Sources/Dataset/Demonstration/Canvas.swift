import Media

/// Draws filled shapes with smooth edges into an image.
struct Canvas {
    struct Colour {
        let red, green, blue: Double
    }

    let height: Int
    let width: Int
    private var pixels: [UInt8]

    init(height: Int, width: Int, _ background: (_ x: Int, _ y: Int) -> Colour) {
        self.height = height
        self.width = width
        pixels = []
        pixels.reserveCapacity(height * width * 3)
        for y in 0..<height {
            for x in 0..<width {
                let colour = background(x, y)
                pixels += [colour.red, colour.green, colour.blue].map(Self.byte)
            }
        }
    }

    var image: Image { Image(height: height, width: width, pixels: pixels) }

    /// All points within `radius` of the line from `start` to `end`: a round-ended bar, or a disc where both are the same.
    mutating func fill(
        from start: PlanarArm.Point, to end: PlanarArm.Point, radius: Double, _ colour: Colour, opacity: Double = 1
    ) {
        let columns = span(start.x, end.x, radius, width)
        let rows = span(start.y, end.y, radius, height)
        let (alongX, alongY) = (end.x - start.x, end.y - start.y)
        let squaredLength = alongX * alongX + alongY * alongY
        for y in rows {
            for x in columns {
                let (toX, toY) = (Double(x) - start.x, Double(y) - start.y)
                let along = squaredLength > 0 ? min(1, max(0, (toX * alongX + toY * alongY) / squaredLength)) : 0
                let (besideX, besideY) = (toX - along * alongX, toY - along * alongY)
                let distance = (besideX * besideX + besideY * besideY).squareRoot()
                // The edge fades over one pixel.
                let cover = min(1, max(0, radius + 0.5 - distance)) * opacity
                if cover > 0 { blend(colour, into: (y * width + x) * 3, cover) }
            }
        }
    }

    private func span(_ start: Double, _ end: Double, _ radius: Double, _ limit: Int) -> Range<Int> {
        let lower = max(0, min(limit, Int(min(start, end) - radius - 1)))
        return lower..<max(lower, min(limit, Int(max(start, end) + radius + 2)))
    }

    private mutating func blend(_ colour: Colour, into index: Int, _ cover: Double) {
        for (offset, value) in [colour.red, colour.green, colour.blue].enumerated() {
            let old = Double(pixels[index + offset])
            pixels[index + offset] = Self.byte(old + (value - old) * cover)
        }
    }

    private static func byte(_ value: Double) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }
}
