/// Turns the hue of [N, 3] RGB values by a part of the colour circle: RGB to HSV, shift, HSV to RGB.
func turnHue(_ values: UnsafeMutableBufferPointer<Float>, by turns: Float) {
    guard let first = values.baseAddress else { return }
    for index in 0..<values.count / 3 {
        let pixel = first + index * 3
        let (red, green, blue) = (pixel[0], pixel[1], pixel[2])
        let value = max(red, max(green, blue))
        let range = value - min(red, min(green, blue))
        // A grey has neither hue nor saturation; the divisor 1 makes both zero.
        let saturation = range == 0 ? 0 : range / value
        let divisor = range == 0 ? 1 : range
        let (fromRed, fromGreen, fromBlue) = (
            (value - red) / divisor, (value - green) / divisor, (value - blue) / divisor
        )
        let sector =
            value == red
            ? fromBlue - fromGreen : value == green ? fromRed + 2 - fromBlue : fromGreen + 4 - fromRed
        let hue = fraction(fraction(sector * (1 / 6 as Float) + 1) + turns)

        let sixth = hue * 6
        let whole = sixth.rounded(.down)
        let (rest, bottom) = (saturation * (sixth - whole), 1 - saturation)
        let low = clamped(bottom * value)
        let falling = clamped((1 - rest) * value)
        let rising = clamped((rest + bottom) * value)
        // The hue is in [0, 1]: 1 itself, when a tiny negative one was turned around, is red again.
        switch whole {
        case 1: (pixel[0], pixel[1], pixel[2]) = (falling, value, low)
        case 2: (pixel[0], pixel[1], pixel[2]) = (low, value, rising)
        case 3: (pixel[0], pixel[1], pixel[2]) = (low, falling, value)
        case 4: (pixel[0], pixel[1], pixel[2]) = (rising, low, value)
        case 5: (pixel[0], pixel[1], pixel[2]) = (value, low, falling)
        default: (pixel[0], pixel[1], pixel[2]) = (value, rising, low)
        }
    }
}

/// What is left after whole turns.
@inline(__always)
private func fraction(_ turns: Float) -> Float { turns - turns.rounded(.down) }
