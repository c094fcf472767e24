import Media

/// Eight stripes, dark or bright, that spell `number` in binary: a codec does not wash them out.
func numberedImage(_ number: Int, width: Int = 64, height: Int = 64) -> Image {
    let row = (0..<width).flatMap { column -> [UInt8] in
        let isSet = number >> (column * 8 / width) & 1 == 1
        return isSet ? [210, 180, 190] : [40, 60, 50]
    }
    return Image(height: height, width: width, pixels: (0..<height).flatMap { _ in row })
}

/// The number that ``numberedImage(_:width:height:)`` put into a picture.
func number(in image: Image) -> Int {
    let middle = image.height / 2 * image.width
    return (0..<8).reduce(0) { number, bit in
        let column = (2 * bit + 1) * image.width / 16
        return number | (image.pixels[(middle + column) * 3 + 1] > 120 ? 1 << bit : 0)
    }
}

/// Largest and mean difference of two images' bytes.
func difference(_ a: Image, _ b: Image) -> (largest: Int, mean: Double) {
    let differences = zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }
    return (differences.max() ?? 0, Double(differences.reduce(0, +)) / Double(max(1, differences.count)))
}
