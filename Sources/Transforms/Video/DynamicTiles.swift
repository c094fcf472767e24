import Media

/// Cuts an image into square tiles for the vision tower, as Eagle 2.5 does: the grid that suits its shape best, then the whole
/// image once more as a thumbnail. An image of the tile's own size is one tile and passes unchanged.
public struct DynamicTiles: Sendable, Equatable {
    /// Side of a tile in pixels.
    public let tileSize: Int
    /// Most tiles of a grid, thumbnail not counted.
    public let maximumTiles: Int

    /// Defaults: `force_image_size` and `max_dynamic_tiles` of GR00T N1.5's backbone.
    public init(tileSize: Int = 224, maximumTiles: Int = 12) {
        self.tileSize = tileSize
        self.maximumTiles = maximumTiles
    }

    /// The tiles, row by row, each [tileSize, tileSize, 3]; the thumbnail comes last when there is more than one.
    /// - Precondition: the image is not empty.
    public func callAsFunction(_ image: Image) -> [Image] {
        if image.height == tileSize && image.width == tileSize { return [image] }
        let grid = grid(height: image.height, width: image.width)
        let whole = BicubicResize(height: grid.rows * tileSize, width: grid.columns * tileSize)(image)
        if grid.rows * grid.columns == 1 { return [whole] }
        var tiles: [Image] = []
        for row in 0..<grid.rows {
            for column in 0..<grid.columns { tiles.append(tile(of: whole, row: row, column: column)) }
        }
        return tiles + [BicubicResize(height: tileSize, width: tileSize)(image)]
    }

    /// How many tiles an image of this size becomes.
    public func count(height: Int, width: Int) -> Int {
        if height == tileSize && width == tileSize { return 1 }
        let grid = grid(height: height, width: width)
        return grid.rows * grid.columns == 1 ? 1 : grid.rows * grid.columns + 1
    }

    /// The grid with the largest min(its area / the image's, 0.6) times the match of the two shapes: an area of 60 % is enough,
    /// beyond it only the shape counts. Of equal grids the smaller, then the narrower one wins.
    func grid(height: Int, width: Int) -> (rows: Int, columns: Int) {
        let shape = Double(width) / Double(height)
        let area = Double(width) * Double(height)
        var best = (rows: 1, columns: 1)
        var bestScore = -Double.infinity
        for tiles in 1...max(maximumTiles, 1) {
            for columns in 1...tiles where tiles % columns == 0 {
                let rows = tiles / columns
                let gridShape = Double(columns) / Double(rows)
                let gridArea = Double(tiles * tileSize * tileSize)
                let score = min(gridArea / area, 0.6) * min(gridShape / shape, shape / gridShape)
                if score > bestScore {
                    bestScore = score
                    best = (rows, columns)
                }
            }
        }
        return best
    }

    private func tile(of whole: Image, row: Int, column: Int) -> Image {
        let rowBytes = tileSize * 3
        var pixels: [UInt8] = []
        pixels.reserveCapacity(tileSize * rowBytes)
        for y in row * tileSize..<(row + 1) * tileSize {
            let start = y * whole.width * 3 + column * rowBytes
            pixels.append(contentsOf: whole.pixels[start..<start + rowBytes])
        }
        return Image(height: tileSize, width: tileSize, pixels: pixels)
    }
}
