import Embodiment
import Media
import TestSupport
import Testing
import Transforms

/// Images against torchvision's, value by value: nothing may differ.
@Suite(.enabled(if: Shared.isPresent, "needs ../shared"))
struct VideoFixtureTests {
    @Test(arguments: ["s300", "s2095"])
    func evaluationImageIsTheReference(sample: String) throws {
        let fixture = try Fixture()
        let raw = try fixture.image("\(sample).raw.video")
        let window = try #require(VideoCrop(scale: 0.95).window(height: 256, width: 256, at: nil))
        #expect(window == VideoCrop.Window(top: 6, left: 6, height: 243, width: 243))
        let resize = VideoResize(windowHeight: 243, windowWidth: 243, height: 224, width: 224)
        let expected = try fixture.image("\(sample).eval.image_u8")
        #expect(resize.bytes(of: raw, top: 6, left: 6).difference(to: expected) == (0, 0))
        #expect(resize.floats(of: raw, top: 6, left: 6).bytes.difference(to: expected) == (0, 0))
    }

    @Test func croppedAnywhere() throws {
        let fixture = try Fixture()
        let image = try resized(fixture).bytes
        #expect(image.difference(to: try fixture.image("aug.crop5_9_resize_u8")) == (0, 0))
    }

    @Test(arguments: [
        ("aug.brightness1.2_u8", ColorAdjustment.brightness(1.2)), ("aug.contrast0.7_u8", .contrast(0.7)),
        ("aug.saturation1.4_u8", .saturation(1.4)), ("aug.hue0.06_u8", .hue(0.06)), ("aug.hue-0.05_u8", .hue(-0.05)),
    ])
    func colorAdjustment(name: String, adjustment: ColorAdjustment) throws {
        let fixture = try Fixture()
        var image = try resized(fixture)
        adjustment.apply(to: &image)
        #expect(image.bytes.difference(to: try fixture.image(name)) == (0, 0))
    }

    @Test func colorAdjustmentsInARowAreEqualAsFloats() throws {
        let fixture = try Fixture()
        var image = try resized(fixture)
        #expect(topLeft(image) == (try fixture.values("aug.resize_f32_64x64", as: Float.self)))
        for adjustment in [ColorAdjustment.hue(0.03), .contrast(1.3), .brightness(0.8), .saturation(0.6)] {
            adjustment.apply(to: &image)
        }
        let expected = try fixture.values("aug.chain_hue.03_con1.3_bri.8_sat.6_f32_64x64", as: Float.self)
        #expect(topLeft(image) == expected)
    }

    private func resized(_ fixture: Fixture) throws -> FloatImage {
        VideoResize(windowHeight: 243, windowWidth: 243, height: 224, width: 224)
            .floats(of: try fixture.image("s300.raw.video"), top: 5, left: 9)
    }

    /// [3, 64, 64], as the fixture stores it.
    private func topLeft(_ image: FloatImage) -> [Float] {
        (0..<3).flatMap { channel in
            (0..<64).flatMap { y in (0..<64).map { x in image.values[(channel * image.height + y) * image.width + x] } }
        }
    }
}
