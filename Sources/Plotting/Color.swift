/// A colour, each part from 0 to 1.
public struct Color: Sendable, Equatable {
    public var red: Double
    public var green: Double
    public var blue: Double
    public var alpha: Double

    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// `0xRRGGBB`.
    public init(hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255)
    }

    public func opacity(_ alpha: Double) -> Color { Color(red: red, green: green, blue: blue, alpha: alpha) }

    /// Eight colours that stay apart for colour-blind readers and on white paper: Okabe and Ito's palette
    /// (jfly.uni-koeln.de/color), with a grey and a brown in the places of its black and its yellow, which white swallows.
    public static let palette: [Color] = [
        blue, vermilion, green, purple, orange, sky, Color(hex: 0x7A7A7A), Color(hex: 0x6B4A1E),
    ]
    public static let blue = Color(hex: 0x0072B2)
    public static let vermilion = Color(hex: 0xD55E00)
    public static let green = Color(hex: 0x009E73)
    public static let purple = Color(hex: 0xCC79A7)
    public static let orange = Color(hex: 0xE69F00)
    public static let sky = Color(hex: 0x56B4E9)

    public static let white = Color(hex: 0xFFFFFF)
    public static let black = Color(hex: 0x000000)
    /// Text.
    public static let ink = Color(hex: 0x222222)
    /// Text that matters less: tick labels, footnotes.
    public static let softInk = Color(hex: 0x555555)
    /// Frames of charts.
    public static let frame = Color(hex: 0xB0B0B0)
    /// Grid lines.
    public static let grid = Color(hex: 0xE8E8E8)
}
