/// Limits of the sizes that come from files, so that a bad file cannot ask for all memory.
enum TransformSizes {
    /// Widths, horizons.
    static let dimensions = 1...4096
    /// Sides of the images that the model sees: from one patch of the vision tower on.
    static let imageSides = 14...2048
    /// Sides of the images that a camera gives.
    static let cameraSides = 1...16384
    /// Tiles of one image.
    static let tiles = 1...64
    /// Steps relative to the current one.
    static let deltas = -1_000_000...1_000_000
}
