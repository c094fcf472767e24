extension ColorPlanes {
    /// Turns the hue by a part of the colour circle, four pixels at a time.
    func turnHue(by turns: Float) {
        let whole = count / 4 * 4
        for index in stride(from: 0, to: whole, by: 4) {
            let turned = turned(FourPixels(planes: self, at: index), by: turns)
            turned.store(to: self, at: index)
        }
        guard whole < count else { return }
        var rest = FourPixels()
        for index in whole..<count {
            (rest.red[index - whole], rest.green[index - whole], rest.blue[index - whole]) = (
                red[index], green[index], blue[index]
            )
        }
        rest = turned(rest, by: turns)
        for index in whole..<count {
            (red[index], green[index], blue[index]) = (
                rest.red[index - whole], rest.green[index - whole], rest.blue[index - whole]
            )
        }
    }

    /// RGB to HSV, shift, HSV to RGB. No branches: all cases are computed, then one is chosen per pixel.
    @inline(__always)
    private func turned(_ pixels: FourPixels, by turns: Float) -> FourPixels {
        let (red, green, blue) = (pixels.red, pixels.green, pixels.blue)
        let value = larger(red, larger(green, blue))
        let range = value - smaller(red, smaller(green, blue))
        // A grey has neither hue nor saturation; the divisor 1 makes both zero.
        let isGrey = range .== 0
        let saturation = (range / value).replacing(with: 0, where: isGrey)
        let divisor = range.replacing(with: 1, where: isGrey)
        let fromRed = (value - red) / divisor
        let fromGreen = (value - green) / divisor
        let fromBlue = (value - blue) / divisor
        var sector = fromGreen + 4 - fromRed
        sector.replace(with: fromRed + 2 - fromBlue, where: value .== green)
        sector.replace(with: fromBlue - fromGreen, where: value .== red)
        let hue = fraction(fraction(sector * (1 / 6 as Float) + 1) + turns)

        let sixth = hue * 6
        let whole = floored(sixth)
        let (rest, bottom) = (saturation * (sixth - whole), 1 - saturation)
        let low = clamped(bottom * value)
        let falling = clamped((1 - rest) * value)
        let rising = clamped((rest + bottom) * value)
        // Sectors 0 to 5. The hue is in [0, 1]: 1 itself, when a tiny negative one was turned around, is red again.
        let (in1, in2, in3, in4, in5) = (whole .== 1, whole .== 2, whole .== 3, whole .== 4, whole .== 5)
        var result = FourPixels(red: value, green: rising, blue: low)
        result.red.replace(with: falling, where: in1)
        result.red.replace(with: low, where: in2 .| in3)
        result.red.replace(with: rising, where: in4)
        result.green.replace(with: value, where: in1 .| in2)
        result.green.replace(with: falling, where: in3)
        result.green.replace(with: low, where: in4 .| in5)
        result.blue.replace(with: rising, where: in2)
        result.blue.replace(with: value, where: in3 .| in4)
        result.blue.replace(with: falling, where: in5)
        return result
    }
}

private typealias Four = SIMD4<Float>

private struct FourPixels {
    var red = Four()
    var green = Four()
    var blue = Four()

    init() {}

    init(red: Four, green: Four, blue: Four) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    @inline(__always)
    init(planes: ColorPlanes, at index: Int) {
        func load(_ plane: UnsafeMutablePointer<Float>) -> Four {
            UnsafeRawPointer(plane + index).loadUnaligned(as: Four.self)
        }
        self.init(red: load(planes.red), green: load(planes.green), blue: load(planes.blue))
    }

    @inline(__always)
    func store(to planes: ColorPlanes, at index: Int) {
        UnsafeMutableRawPointer(planes.red + index).storeBytes(of: red, as: Four.self)
        UnsafeMutableRawPointer(planes.green + index).storeBytes(of: green, as: Four.self)
        UnsafeMutableRawPointer(planes.blue + index).storeBytes(of: blue, as: Four.self)
    }
}

@inline(__always)
private func larger(_ a: Four, _ b: Four) -> Four { a.replacing(with: b, where: b .> a) }

@inline(__always)
private func smaller(_ a: Four, _ b: Four) -> Four { a.replacing(with: b, where: b .< a) }

@inline(__always)
private func clamped(_ value: Four) -> Four { smaller(larger(value, Four()), Four(repeating: 1)) }

/// The largest whole numbers not above `value`, for magnitudes below 2^22: adding 1.5 * 2^23 pushes the fraction out of the
/// mantissa. Not every processor that this is compiled for has an instruction for it, and a call per number takes long.
@inline(__always)
private func floored(_ value: Four) -> Four {
    let rounded = (value + 0x1.8p23) - 0x1.8p23
    return rounded - Four().replacing(with: 1, where: rounded .> value)
}

/// What is left after whole turns.
@inline(__always)
private func fraction(_ turns: Four) -> Four { turns - floored(turns) }
