/// Keeps `scale` of the height and of the width: the middle when evaluating, anywhere when training. All cameras and all times
/// of one sample are cropped at the same place, relative to their size.
public struct VideoCrop: Sendable, Equatable {
    /// Part of each side that stays, in (0, 1].
    public let scale: Double

    public init(scale: Double) { self.scale = scale }

    /// Where a crop begins, as a part of the room that it has, both in [0, 1).
    public struct Offset: Sendable, Equatable {
        public let vertical: Double
        public let horizontal: Double

        public static func random(using generator: inout SplitMix64) -> Offset {
            Offset(vertical: generator.unit(), horizontal: generator.unit())
        }
    }

    /// The pixels of one image that stay.
    public struct Window: Sendable, Equatable {
        public let top: Int
        public let left: Int
        public let height: Int
        public let width: Int

        public init(top: Int, left: Int, height: Int, width: Int) {
            self.top = top
            self.left = left
            self.height = height
            self.width = width
        }
    }

    /// Pixels that stay of a side of `size`: 243 of 256 at 0.95.
    public func length(of size: Int) -> Int { Int(Double(size) * scale) }

    /// The window of an image of this size; nil when nothing would be left of it.
    /// - Parameter offset: nil takes the middle. As in torchvision a half goes to the even number: 6 for 256 - 243.
    public func window(height: Int, width: Int, at offset: Offset?) -> Window? {
        let (keptHeight, keptWidth) = (length(of: height), length(of: width))
        guard keptHeight > 0, keptWidth > 0 else { return nil }
        func start(_ room: Int, _ part: Double?) -> Int {
            guard let part else { return Int((Double(room) / 2).rounded(.toNearestOrEven)) }
            return min(Int(part * Double(room + 1)), room)
        }
        return Window(
            top: start(height - keptHeight, offset?.vertical), left: start(width - keptWidth, offset?.horizontal),
            height: keptHeight, width: keptWidth)
    }
}
