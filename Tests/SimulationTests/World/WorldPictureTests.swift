import Foundation
import Media
import MuJoCo
import Simulation
import Testing

@Suite struct WorldPictureTests {
    @Test func theCamerasSeeEachCubeWhereItIs() throws {
        let world = try Worlds.world()
        for colour in [CubeColour.green, .red, .blue] {
            #expect(try Self.sees(world, .front, colour), "\(colour)")
        }
        // Below the open jaws, where the wrist's camera looks.
        let point = world.state.gripperPoint
        for colour in CubeColour.allCases {
            var layout = Worlds.layout
            layout.cubes = [.init(colour: colour, x: point[0], y: point[1], yaw: 0.2)]
            try world.reset(to: layout)
            #expect(try Self.sees(world, .wrist, colour), "\(colour)")
        }
    }

    @Test func theFrontCameraSeesTheWholeWorkingArea() throws {
        let world = try Worlds.world()
        for x in [0.12, 0.3] {
            for y in [-0.16, 0.16] {
                let place = try #require(world.project(SIMD3(x, y, 0.0125), into: .front))
                #expect(place.x > 0.03 && place.x < 0.97 && place.y > 0.03 && place.y < 0.97)
            }
        }
        #expect(world.project(SIMD3(2, 0, 0.5), into: .front) == nil)
    }

    @Test func aCubeThatTheLayoutDoesNotHaveIsNotThere() throws {
        let world = try Worlds.world()
        var layout = Worlds.layout
        layout.cubes.removeLast()
        try world.reset(to: layout)
        let without = try world.render()
        #expect(Self.share(of: .blue, in: without.front) == 0)
        #expect(world.state.cubes.map(\.colour) == [.green, .red])
        // What is not there stays away: the arm and the others move as in a world that never had it.
        try world.reset(to: Worlds.layout)
        #expect(Self.share(of: .blue, in: try world.render().front) > 0.001)
        layout.cubes = []
        try world.reset(to: layout)
        for step in 0..<10 { try world.step(Worlds.command(step)) }
        let images = try world.render()
        for colour in [CubeColour.red, .green, .blue, .purple] {
            #expect(Self.share(of: colour, in: images.front) == 0 && Self.share(of: colour, in: images.wrist) == 0)
        }
    }

    @Test func theBowlIsSeenOnlyWhereTheLayoutHasOne() throws {
        let world = try Worlds.world(Worlds.withBowl)
        let with = try world.render().front
        var layout = Worlds.withBowl
        layout.bowl = nil
        try world.reset(to: layout)
        let without = try world.render().front
        let place = try #require(world.project(SIMD3(0.23, 0.02, 0.004), into: .front))
        #expect(Self.pixel(with, place).reduce(0, +) < Self.pixel(without, place).reduce(0, +) - 150)
    }

    @Test(
        arguments: [
            { $0.table = [0.3, 0.6, 0.5] }, { $0.light = 0.7 }, { $0.ambient = 0.7 }, { $0.lightShift = [0.5, -1, 0] },
            { $0.shade = [[0.1, 0.1, 0], [0, 0.1, 0.1], [0.1, 0, 0]] }, { $0.frontShift = [0.02, 0, 0, 0, 0, 0] },
            { $0.frontShift = [0, 0, 0, 0, 0.03, 0] },
        ] as [@Sendable (inout SceneLayout.Appearance) -> Void])
    func theAppearanceChangesThePictureAndNothingElse(
        _ change: @Sendable (inout SceneLayout.Appearance) -> Void
    ) throws {
        let world = try Worlds.world()
        let (standard, state) = (try world.render(), world.state)
        var layout = Worlds.layout
        change(&layout.appearance)
        try world.reset(to: layout)
        #expect(try world.render().front != standard.front)
        #expect(world.state == state)
        try world.reset(to: Worlds.layout)
        let again = try world.render()
        #expect(again == standard)
    }

    @Test func cameraShiftsMoveTheProjectionAsTheyMoveThePicture() throws {
        let world = try Worlds.world()
        let point = SIMD3(0.25, -0.08, 0.0125)
        let before = try #require(world.project(point, into: .front))
        var layout = Worlds.layout
        // Turned to the left about its own up axis: the scene moves to the right.
        layout.appearance.frontShift = [0, 0, 0, 0, 0.05, 0]
        try world.reset(to: layout)
        let after = try #require(world.project(point, into: .front))
        #expect(after.x > before.x + 0.03)
        #expect(try Self.sees(world, .front, .red))
    }

    @Test func aPictureForPeopleHasTheSizeAskedFor() throws {
        let world = try Worlds.world()
        let large = try world.viewerImage(width: 320, height: 240)
        #expect((large.width, large.height) == (320, 240))
        #expect(Self.share(of: .green, in: large) > 0.0005)
        let small = try world.viewerImage(width: 64, height: 48)
        #expect((small.width, small.height) == (64, 48))
        #expect(try world.viewerImage(width: 320, height: 240) == large)
    }

    /// Whether the picture has the cube's colour where its middle is projected to.
    private static func sees(_ world: TabletopWorld, _ camera: PolicyCamera, _ colour: CubeColour) throws -> Bool {
        let cube = try #require(world.state[colour])
        let images = try world.render()
        let point = SIMD3(cube.position[0], cube.position[1], cube.position[2])
        let place = try #require(world.project(point, into: camera))
        return isOf(colour, pixel(camera == .front ? images.front : images.wrist, place))
    }

    private static func pixel(_ image: Image, _ place: SIMD2<Double>) -> [Int] {
        let start = (Int(place.y * Double(image.height)) * image.width + Int(place.x * Double(image.width))) * 3
        return image.pixels[start..<start + 3].map(Int.init)
    }

    /// Whether a pixel is the paint at some brightness, which light and shadow change.
    private static func isOf(_ colour: CubeColour, _ pixel: [Int]) -> Bool {
        let (seen, paint) = (pixel.map { Double($0) / 255 }, (0..<3).map { Double(colour.paint[$0]) })
        let brightness = zip(seen, paint).reduce(0) { $0 + $1.0 * $1.1 } / paint.reduce(0) { $0 + $1 * $1 }
        return brightness > 0.3 && zip(seen, paint).allSatisfy { abs($0 - brightness * $1) < 0.06 }
    }

    private static func share(of colour: CubeColour, in image: Image) -> Double {
        let count = image.width * image.height
        let matching = (0..<count).filter { pixel in
            isOf(colour, image.pixels[3 * pixel..<3 * pixel + 3].map(Int.init))
        }
        return Double(matching.count) / Double(count)
    }
}
