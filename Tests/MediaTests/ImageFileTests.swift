import Foundation
import Media
import TestSupport
import Testing

private func noise(height: Int, width: Int) -> Image {
    var state: UInt32 = 7
    let pixels = (0..<height * width * 3).map { _ -> UInt8 in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
    }
    return Image(height: height, width: width, pixels: pixels)
}

@Suite("PNG and JPEG") struct ImageFileTests {
    @Test(arguments: [(1, 1), (1, 7), (33, 17), (64, 64), (5, 250), (48, 96)])
    func pngIsLossless(height: Int, width: Int) throws {
        let image = noise(height: height, width: width)
        #expect(try ImageFile.decode(ImageFile.encodePNG(image)) == image)
    }

    @Test(arguments: [(64, 64), (33, 17), (1, 1)])
    func jpegIsClose(height: Int, width: Int) throws {
        let pixels = (0..<height * width).flatMap { pixel -> [UInt8] in
            [UInt8(40 + pixel / width * 2), UInt8(60 + pixel % width), 128]
        }
        let image = Image(height: height, width: width, pixels: pixels)
        let good = try ImageFile.encodeJPEG(image, quality: 100)
        let decoded = try ImageFile.decode(good)
        #expect(decoded.width == width && decoded.height == height)
        #expect(difference(decoded, image).mean < 2)
        let busy = noise(height: 64, width: 64)
        #expect(try ImageFile.encodeJPEG(busy, quality: 20).count < ImageFile.encodeJPEG(busy, quality: 95).count)
    }

    /// 2x2: red, green / blue, white. One file per colour type of PNG, made with Pillow.
    @Test(arguments: [
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAGklEQVR4nGP8z8DQwPifgYGFkeE/w38GBgYALjYEhLiBifoAAAAASUVORK5CYII=",
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAgMAAAAP2OW3AAAADFBMVEX///8A/wD/AAAAAP8XAUDqAAAADElEQVR4nGOYwGQAAAHoAMPoFXd1AAAAAElFTkSuQmCC",
    ])
    func otherKindsOfPNG(base64: String) throws {
        let data = try #require(Data(base64Encoded: base64))
        let expected: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
        #expect(try ImageFile.decode([UInt8](data)).pixels == expected)
    }

    @Test func badDataIsAnErrorThatNamesIt() throws {
        let image = noise(height: 40, width: 40)
        let png = try ImageFile.encodePNG(image), jpeg = try ImageFile.encodeJPEG(image)
        for bad in [
            [], [1, 2, 3], Array(png.prefix(8)), Array(png.prefix(60)), Array(png.dropLast(png.count / 2)),
            Array(jpeg.prefix(3)), Array(jpeg.dropLast(jpeg.count / 2)), Array(jpeg.dropLast(1)),
        ] as [[UInt8]] {
            let error = #expect(throws: MediaError.self) { try ImageFile.decode(bad, name: "front.jpg") }
            #expect(error?.description.hasPrefix("front.jpg") == true)
        }
        // A header that claims 65500 x 65500 pixels.
        var huge = png
        for offset in [16, 20] { huge.replaceSubrange(offset..<offset + 4, with: [0, 0, 0xFF, 0xDC]) }
        #expect(throws: MediaError.self) { try ImageFile.decode(huge) }
        #expect(throws: MediaError.self) { try ImageFile.encodeJPEG(image, quality: 0) }
        #expect(throws: MediaError.self) { try ImageFile.encodePNG(Image(height: 0, width: 5, pixels: [])) }
    }

    @Test func filesAreWrittenByTheirName() throws {
        try withTemporaryDirectory { directory in
            let image = noise(height: 20, width: 30)
            let png = directory.appending(path: "a.png"), jpeg = directory.appending(path: "a.jpg")
            try ImageFile.write(image, to: png)
            try ImageFile.write(image, to: jpeg)
            #expect(try ImageFile.read(png) == image)
            #expect(try ImageFile.read(jpeg).width == 30)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == ["a.jpg", "a.png"])
            let other = directory.appending(path: "a.gif")
            #expect(throws: MediaError.self) { try ImageFile.write(image, to: other) }
            #expect(throws: MediaError.missing(file: other.path)) { try ImageFile.read(other) }
            #expect(throws: MediaError.self) { try ImageFile.read(directory) }
        }
    }
}

@Suite("Resizing") struct ResizeTests {
    @Test func sizesAndColoursAreKept() {
        let image = Image(
            height: 120, width: 160, pixels: (0..<120 * 160).flatMap { _ in [200, 100, 50] as [UInt8] })
        for (height, width) in [(30, 40), (31, 17), (240, 320), (1, 1)] {
            let resized = image.resized(height: height, width: width)
            #expect(resized.height == height && resized.width == width)
            let wanted = Image(
                height: height, width: width, pixels: (0..<height * width).flatMap { _ in [200, 100, 50] as [UInt8] })
            #expect(difference(resized, wanted).largest <= 1)
        }
        let fitted = image.fitted(height: 60, width: 60)
        #expect(fitted.height == 45 && fitted.width == 60)
    }
}
