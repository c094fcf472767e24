/// An 8-bit RGB image: `pixels` is [height, width, 3], row by row, without padding.
public struct Image: Sendable, Equatable {
    public let height: Int
    public let width: Int
    public let pixels: [UInt8]

    /// - Precondition: `pixels.count == height * width * 3`.
    public init(height: Int, width: Int, pixels: [UInt8]) {
        precondition(
            pixels.count == height * width * 3, "an image of \(height)x\(width) has \(height * width * 3) bytes")
        self.height = height
        self.width = width
        self.pixels = pixels
    }
}
