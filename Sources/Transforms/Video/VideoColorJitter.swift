/// Random brightness, contrast, saturation and hue, in random order, as torchvision's `ColorJitter`. One drawing serves all
/// cameras and all times of a sample.
public struct VideoColorJitter: Sendable, Equatable, Encodable {
    /// The factor is uniform in [max(0, 1 - brightness), 1 + brightness].
    public let brightness: Double
    /// As brightness.
    public let contrast: Double
    /// As brightness.
    public let saturation: Double
    /// The shift is uniform in [-hue, hue], in turns of the colour circle, at most 0.5.
    public let hue: Double

    enum CodingKeys: String, CodingKey, CaseIterable { case brightness, contrast, saturation, hue }

    public init(brightness: Double, contrast: Double, saturation: Double, hue: Double) {
        self.brightness = brightness
        self.contrast = contrast
        self.saturation = saturation
        self.hue = hue
    }

    /// The four adjustments of one sample, in the order in which they are applied.
    public func draw(using generator: inout SplitMix64) -> [ColorAdjustment] {
        func factor(_ spread: Double) -> Double { generator.uniform(max(0, 1 - spread), 1 + spread) }
        var rest: [ColorAdjustment] = [
            .brightness(factor(brightness)), .contrast(factor(contrast)), .saturation(factor(saturation)),
            .hue(generator.uniform(-hue, hue)),
        ]
        // Not `shuffled(using:)`, whose order may change with the standard library: a seed means the same for ever.
        var order: [ColorAdjustment] = []
        while !rest.isEmpty { order.append(rest.remove(at: Int(generator.unit() * Double(rest.count)))) }
        return order
    }
}

/// One change of colour. The arithmetic is torchvision's on float images (`transforms/v2/functional/_color.py`), rounding
/// included.
public enum ColorAdjustment: Sendable, Equatable {
    /// Multiplies.
    case brightness(Double)
    /// Blends with the mean grey of the image.
    case contrast(Double)
    /// Blends each pixel with its own grey.
    case saturation(Double)
    /// Turns the colour circle, in turns.
    case hue(Double)

    public func apply(to image: inout FloatImage) {
        image.values.withUnsafeMutableBufferPointer { values in
            switch self {
            case .brightness(let factor): brighten(values, by: Float(factor))
            case .contrast(let factor): blend(values, withMeanGreyBy: factor)
            case .saturation(let factor): blend(values, withOwnGreyBy: factor)
            case .hue(let turns): turnHue(values, by: Float(turns))
            }
        }
    }
}

/// ITU-R 601-2 luma.
@inline(__always)
private func grey(_ pixel: UnsafePointer<Float>) -> Float {
    let red = pixel[0] * 0.2989
    return fusedMultiplyAdd(pixel[2], Double(0.114 as Float), fusedMultiplyAdd(pixel[1], Double(0.587 as Float), red))
}

private func brighten(_ values: UnsafeMutableBufferPointer<Float>, by factor: Float) {
    for i in 0..<values.count { values[i] = clamped(values[i] * factor) }
}

private func blend(_ values: UnsafeMutableBufferPointer<Float>, withMeanGreyBy factor: Double) {
    guard let first = values.baseAddress, values.count > 0 else { return }
    let pixels = values.count / 3
    var sum = 0.0
    for pixel in 0..<pixels { sum += Double(grey(first + pixel * 3)) }
    let mean = Float(sum / Double(pixels))
    let (own, other) = (Float(factor), Double(Float(1 - factor)))
    for i in 0..<values.count { first[i] = clamped(fusedMultiplyAdd(mean, other, first[i] * own)) }
}

private func blend(_ values: UnsafeMutableBufferPointer<Float>, withOwnGreyBy factor: Double) {
    guard let first = values.baseAddress else { return }
    let (own, other) = (Float(factor), Double(Float(1 - factor)))
    for index in 0..<values.count / 3 {
        let pixel = first + index * 3
        let grey = grey(pixel)
        for channel in 0..<3 { pixel[channel] = clamped(fusedMultiplyAdd(grey, other, pixel[channel] * own)) }
    }
}
