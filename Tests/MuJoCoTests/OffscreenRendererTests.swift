import Media
import MuJoCo
import Testing

@Suite struct OffscreenRendererTests {
    @Test func rowsAreTheRightWayUpAndSizesAreAsAsked() throws {
        let image = try draw(Models.twoColours, width: 40, height: 24)
        #expect((image.width, image.height) == (40, 24))
        #expect(pixel(image, 0.5, 0.2) == [0, 0, 255])
        #expect(pixel(image, 0.5, 0.8) == [255, 0, 0])
    }

    @Test func coloursMayChangeBetweenPictures() throws {
        let model = try PhysicsModel(xml: Models.twoColours)
        let state = try PhysicsState(model)
        try state.forward()
        let renderer = try OffscreenRenderer(model, width: 16, height: 16)
        let before = try renderer.image(of: state, camera: 0)
        model.setColour([0, 1, 0, 1], ofGeom: try model.number(of: .geom, "upper"))
        #expect(pixel(try renderer.image(of: state, camera: 0), 0.5, 0.2) == [0, 255, 0])
        model.setColour([0, 0, 1, 0], ofGeom: try model.number(of: .geom, "upper"))
        #expect(pixel(try renderer.image(of: state, camera: 0), 0.5, 0.2) == [0, 0, 0])
        model.setColour([0, 0, 1, 1], ofGeom: try model.number(of: .geom, "upper"))
        #expect(try renderer.image(of: state, camera: 0) == before)
    }

    @Test func theCameraMayMove() throws {
        let model = try PhysicsModel(xml: Models.twoColours)
        let state = try PhysicsState(model)
        let renderer = try OffscreenRenderer(model, width: 16, height: 16)
        var pose = model.pose(ofCamera: 0)
        pose.position.z += 0.9
        model.setPose(pose, ofCamera: 0)
        try state.forward()
        #expect(pixel(try renderer.image(of: state, camera: 0), 0.5, 0.8) == [0, 0, 255])
    }

    @Test func renderersOfOneThreadTakeTurns() throws {
        let model = try PhysicsModel(xml: Models.twoColours)
        let state = try PhysicsState(model)
        try state.forward()
        let small = try OffscreenRenderer(model, width: 8, height: 8)
        let large = try OffscreenRenderer(model, width: 64, height: 64)
        let first = (try small.image(of: state, camera: 0), try large.image(of: state, camera: 0))
        let second = (try small.image(of: state, camera: 0), try large.image(of: state, camera: 0))
        #expect(first == second)
        #expect(first.1.width == 64)
    }

    @Test func picturesOnManyThreadsAreTheSame() async throws {
        let alone = try draw(Models.pendulum, width: 48, height: 48)
        #expect(pixel(alone, 0.5, 0.6)[0] > 100)
        let together = try await withThrowingTaskGroup(of: Image.self) { group in
            for _ in 0..<6 { group.addTask { try draw(Models.pendulum, width: 48, height: 48) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together.allSatisfy { $0 == alone })
    }

    @Test func impossibleSizesAreErrors() throws {
        let model = try PhysicsModel(xml: Models.twoColours)
        for (width, height) in [(0, 8), (8, -1), (100_000, 8)] {
            #expect(throws: PhysicsError.invalidSize(width: width, height: height)) {
                try OffscreenRenderer(model, width: width, height: height)
            }
        }
    }
}

private func draw(_ xml: String, width: Int, height: Int) throws -> Image {
    let model = try PhysicsModel(xml: xml)
    let state = try PhysicsState(model)
    try state.forward()
    return try OffscreenRenderer(model, width: width, height: height).image(of: state, camera: 0)
}

/// At a part of the width and height.
private func pixel(_ image: Image, _ x: Double, _ y: Double) -> [UInt8] {
    let start = (Int(y * Double(image.height)) * image.width + Int(x * Double(image.width))) * 3
    return Array(image.pixels[start..<start + 3])
}
