import Foundation
import Media
import TestSupport
import Testing
import Transforms

@Suite struct DynamicTilesTests {
    /// The image that the fixtures were made of: R = 255 x / (w - 1), G = 255 y / (h - 1), B = 7 x + 13 y modulo 256.
    private func synthetic(height: Int, width: Int) -> Image {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                pixels += [
                    UInt8(x * 255 / max(width - 1, 1)), UInt8(y * 255 / max(height - 1, 1)),
                    UInt8((7 * x + 13 * y) % 256),
                ]
            }
        }
        return Image(height: height, width: width, pixels: pixels)
    }

    private func normalized(_ byte: UInt8) -> Double { (Double(byte) / 255 - 0.5) / 0.5 }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func tilesAreTheReference() throws {
        let fixture = try Fixture()
        for (size, expected) in fixture.meta.tiles {
            let sides = size.split(separator: "x").compactMap { Int($0) }
            let tiles = DynamicTiles()(synthetic(height: sides[0], width: sides[1]))
            #expect(tiles.count == expected.n_tiles, "\(size)")
            for (index, tile) in tiles.enumerated() {
                let values = tile.pixels.map(normalized)
                let mean = values.reduce(0, +) / Double(values.count)
                let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
                #expect(abs(mean - expected.tile_mean[index]) < 1e-6, "\(size) tile \(index)")
                #expect(abs(variance.squareRoot() - expected.tile_std[index]) < 1e-5, "\(size) tile \(index)")
            }
            for (place, value) in expected.probe {
                let at = place.split(separator: ",").compactMap { Int($0) }
                let byte = tiles[at[0]].pixels[(at[2] * 224 + at[3]) * 3 + at[1]]
                #expect(abs(normalized(byte) - value) < 1e-6, "\(size) at \(place)")
            }
        }
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func oneTileIsEqualInEveryPixel() throws {
        let expected = try Fixture().values("tile.256x256.pixel_values", as: Float.self)
        let tiles = DynamicTiles()(synthetic(height: 256, width: 256))
        #expect(tiles.count == 1)
        for channel in 0..<3 {
            for pixel in 0..<224 * 224 {
                let value = expected[channel * 224 * 224 + pixel]
                let byte = UInt8((Double(value) * 127.5 + 127.5).rounded())
                guard tiles[0].pixels[pixel * 3 + channel] == byte else {
                    Issue.record("channel \(channel), pixel \(pixel)")
                    return
                }
            }
        }
    }

    @Test func anImageOfTheTilesSizePassesUnchanged() {
        let image = synthetic(height: 224, width: 224)
        #expect(DynamicTiles()(image) == [image])
    }

    @Test(arguments: [(1, 1, 1), (1, 3000, 13), (3000, 1, 13), (7, 5, 2)])
    func extremeShapes(height: Int, width: Int, most: Int) {
        let tiles = DynamicTiles()(synthetic(height: height, width: width))
        #expect((1...max(most, 13)).contains(tiles.count))
        #expect(tiles.allSatisfy { $0.height == 224 && $0.width == 224 })
    }
}
