import Media

/// A picture that is put together from others.
struct PictureSheet {
    let width: Int
    let height: Int
    private var pixels: [UInt8]

    /// All of one colour: red, green, blue.
    init(width: Int, height: Int, colour: (UInt8, UInt8, UInt8) = (16, 18, 22)) {
        (self.width, self.height) = (width, height)
        pixels = [UInt8](repeating: 0, count: width * height * 3)
        fill(x: 0, y: 0, width: width, height: height, colour)
    }

    var image: Image { Image(height: height, width: width, pixels: pixels) }

    /// Puts `picture` with its upper left corner at `x`, `y`; what lies beyond the sheet is cut off.
    mutating func place(_ picture: Image, x: Int, y: Int) {
        let columns = max(0, -x)..<max(max(0, -x), min(picture.width, width - x))
        guard !columns.isEmpty else { return }
        for row in 0..<picture.height where (0..<height).contains(y + row) {
            let source = (row * picture.width + columns.lowerBound) * 3
            let target = ((y + row) * width + x + columns.lowerBound) * 3
            pixels.replaceSubrange(
                target..<target + columns.count * 3, with: picture.pixels[source..<source + columns.count * 3])
        }
    }

    /// Fills a rectangle that lies within the sheet.
    mutating func fill(x: Int, y: Int, width: Int, height: Int, _ colour: (UInt8, UInt8, UInt8)) {
        for row in y..<y + height {
            for column in x..<x + width {
                let place = (row * self.width + column) * 3
                (pixels[place], pixels[place + 1], pixels[place + 2]) = colour
            }
        }
    }

    /// A frame of `thickness` pixels along the inner edge of a rectangle.
    mutating func frame(x: Int, y: Int, width: Int, height: Int, thickness: Int, _ colour: (UInt8, UInt8, UInt8)) {
        fill(x: x, y: y, width: width, height: thickness, colour)
        fill(x: x, y: y + height - thickness, width: width, height: thickness, colour)
        fill(x: x, y: y, width: thickness, height: height, colour)
        fill(x: x + width - thickness, y: y, width: thickness, height: height, colour)
    }
}
