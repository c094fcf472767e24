import Media

/// How a camera's pictures are turned, clockwise, because of the way in which it is mounted.
public enum ImageRotation: Int, Sendable, CaseIterable {
    case none = 0
    case clockwise = 90
    case half = 180
    case counterclockwise = -90

    /// Whether width and height change places.
    package var swapsSides: Bool { self == .clockwise || self == .counterclockwise }
}

extension Image {
    /// The image, turned.
    public func rotated(_ rotation: ImageRotation) -> Image {
        guard rotation != .none, !pixels.isEmpty else { return self }
        let (newHeight, newWidth) = rotation.swapsSides ? (width, height) : (height, width)
        // Where the first target pixel comes from, and how far the source moves per target column and row.
        let (origin, perColumn, perRow) =
            switch rotation {
            case .none: (0, 1, width)
            case .clockwise: ((height - 1) * width, -width, 1)
            case .half: (height * width - 1, -1, -width)
            case .counterclockwise: (width - 1, width, -1)
            }
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
            var place = 0
            for row in 0..<newHeight {
                var source = (origin + row * perRow) * 3
                for _ in 0..<newWidth {
                    target[place] = pixels[source]
                    target[place + 1] = pixels[source + 1]
                    target[place + 2] = pixels[source + 2]
                    place += 3
                    source += perColumn * 3
                }
            }
            count = pixels.count
        }
        return Image(height: newHeight, width: newWidth, pixels: turned)
    }
}
