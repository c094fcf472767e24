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
        image.withPlanes { planes in
            switch self {
            case .brightness(let factor): planes.brighten(by: Float(factor))
            case .contrast(let factor): planes.blend(withMeanGreyBy: factor)
            case .saturation(let factor): planes.blend(withOwnGreyBy: factor)
            case .hue(let turns): planes.turnHue(by: Float(turns))
            }
        }
    }
}

extension ColorPlanes {
    /// ITU-R 601-2 luma.
    @inline(__always)
    private func grey(_ index: Int) -> Float {
        let sum = fusedMultiplyAdd(green[index], Double(0.587 as Float), red[index] * 0.2989)
        return fusedMultiplyAdd(blue[index], Double(0.114 as Float), sum)
    }

    /// Calls `body` with each plane.
    @inline(__always)
    private func forEach(_ body: (UnsafeMutablePointer<Float>) -> Void) {
        body(red)
        body(green)
        body(blue)
    }

    fileprivate func brighten(by factor: Float) {
        forEach { plane in
            for index in 0..<count { plane[index] = clamped(plane[index] * factor) }
        }
    }

    fileprivate func blend(withMeanGreyBy factor: Double) {
        guard count > 0 else { return }
        let (own, other, mean) = (Float(factor), Double(Float(1 - factor)), meanGrey)
        forEach { plane in
            for index in 0..<count { plane[index] = clamped(fusedMultiplyAdd(mean, other, plane[index] * own)) }
        }
    }

    /// Eight sums side by side, because each addition to one waits for the one before it.
    private var meanGrey: Float {
        var sums = SIMD8<Double>()
        let whole = count / 8 * 8
        for first in stride(from: 0, to: whole, by: 8) {
            for lane in 0..<8 { sums[lane] += Double(grey(first + lane)) }
        }
        var sum = sums.sum()
        for index in whole..<count { sum += Double(grey(index)) }
        return Float(sum / Double(count))
    }

    fileprivate func blend(withOwnGreyBy factor: Double) {
        let (own, other) = (Float(factor), Double(Float(1 - factor)))
        for index in 0..<count {
            let grey = grey(index)
            red[index] = clamped(fusedMultiplyAdd(grey, other, red[index] * own))
            green[index] = clamped(fusedMultiplyAdd(grey, other, green[index] * own))
            blue[index] = clamped(fusedMultiplyAdd(grey, other, blue[index] * own))
        }
    }
}
