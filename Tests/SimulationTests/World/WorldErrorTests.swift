import Foundation
import MuJoCo
import Simulation
import TestSupport
import Testing

@Suite struct WorldErrorTests {
    @Test func aCommandThatIsNoNumberNamesTheJointAndMovesNothing() throws {
        let world = try Worlds.world()
        let before = world.state
        var command = Worlds.home
        command.radians[3] = .nan
        let error = #expect(throws: WorldError.self) { try world.step(command) }
        #expect(error?.description.contains("wrist_flex") == true)
        command.radians[3] = .infinity
        #expect(throws: WorldError.invalidCommand(joint: "wrist_flex", value: .infinity)) { try world.step(command) }
        #expect(world.state == before)
        try world.step(Worlds.home)
    }

    @Test func withoutASceneThereIsNothingToDo() throws {
        let world = try TabletopWorld(Worlds.robot())
        #expect(throws: WorldError.notReset) { try world.step(Worlds.home) }
        #expect(throws: WorldError.notReset) { try world.render() }
        #expect(throws: WorldError.notReset) { try world.viewerImage(width: 32, height: 32) }
        #expect(throws: WorldError.notReset) { try world.moveCube(.red, to: .init(x: 0.2, y: 0)) }
        #expect(world.state.cubes.isEmpty)
    }

    @Test func anUnstableSimulationIsAnErrorUntilTheReset() throws {
        let world = try Worlds.world()
        try world.moveCube(.red, to: SIMD3(0, 0, 1e12))
        let error = #expect(throws: PhysicsError.self) { try world.step(Worlds.home) }
        guard case .unstable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: WorldError.notReset) { try world.step(Worlds.home) }
        try world.reset(to: Worlds.layout)
        try world.step(Worlds.home)
        let fresh = try Worlds.world()
        try fresh.step(Worlds.home)
        #expect(world.state == fresh.state)
    }

    @Test(
        arguments: [
            { $0.cubes.append(.init(colour: .purple, x: 0.2, y: 0.1, yaw: 0)) }, { $0.cubes[1].colour = .green },
            { $0.cubes[0].x = .nan }, { $0.bowl = .init(x: .infinity, y: 0) }, { $0.start.radians[2] = .nan },
            { $0.appearance.table = [1, 1] }, { $0.appearance.shade = [[0, 0, 0]] },
            { $0.appearance.shade = [[0], [0], [0]] }, { $0.appearance.frontShift = [0, 0, 0] },
            { $0.appearance.wristShift[5] = .nan }, { $0.appearance.light = .nan }, { $0.appearance.lightShift = [] },
            { $0.appearance.lightShift[2] = -2 },
        ] as [@Sendable (inout SceneLayout) -> Void])
    func layoutsThatCannotBeAreRefused(_ spoil: @Sendable (inout SceneLayout) -> Void) throws {
        let world = try Worlds.world()
        var layout = Worlds.layout
        spoil(&layout)
        let error = #expect(throws: WorldError.self) { try world.reset(to: layout) }
        guard case .invalidLayout = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func missingCubesAndImpossiblePicturesAreErrors() throws {
        let world = try Worlds.world()
        #expect(throws: WorldError.self) { try world.moveCube(.purple, to: .init(x: 0.2, y: 0)) }
        #expect(throws: WorldError.self) { try world.moveCube(.red, to: .init(x: .nan, y: 0)) }
        #expect(throws: PhysicsError.self) { try world.viewerImage(width: 0, height: 100) }
        #expect(throws: PhysicsError.self) { try TabletopWorld(Worlds.robot(), imageSize: -1) }
    }

    @Test func missingAssetsSayWhereTheyWereSought() throws {
        let error = #expect(throws: WorldError.self) {
            try SimulationAssets.directory(environment: ["GR00T_SIMULATION_ASSETS": "/nowhere/at/all"])
        }
        #expect(error == .missingAssets(lookedAt: ["/nowhere/at/all"]))
        #expect(error?.description.contains("scripts/bootstrap") == true)
        #expect(error?.description.contains("/nowhere/at/all") == true)
    }

    @Test func aRobotOfAnotherVersionIsRefused() throws {
        try withAssets { assets in
            let file = assets.appending(path: "so101_new_calib.xml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacingOccurrences(of: "kp=\"17.8\"", with: "kp=\"20\"").utf8).write(to: file)
            let error = #expect(throws: WorldError.self) { try SO101Model.load(from: assets) }
            guard case .unexpectedModel(_, let what, 0, 1) = error else {
                Issue.record("\(String(describing: error))")
                return

            }
            #expect(what.contains("17.8"))
        }
    }

    @Test func brokenAssetFilesAreNamed() throws {
        try withAssets { assets in
            let mesh = assets.appending(path: "assets/base_so101_v2.stl")
            try FileManager.default.removeItem(at: mesh)
            try Data("solid".utf8).write(to: mesh)
            let damaged = #expect(throws: PhysicsError.self) { try SO101Model.load(from: assets) }
            #expect(damaged?.description.contains("base_so101_v2.stl") == true)
            try FileManager.default.removeItem(at: mesh)
            let missing = #expect(throws: WorldError.self) { try SO101Model.load(from: assets) }
            #expect(missing?.description.contains("base_so101_v2.stl") == true)
        }
    }
}

/// Calls `body` with a folder that has a copy of the robot's XML and links to its meshes, to be spoiled.
private func withAssets(_ body: (URL) throws -> Void) throws {
    try withTemporaryDirectory { copy in
        let (manager, original) = (FileManager.default, try SimulationAssets.directory())
        let (name, folder) = ("so101_new_calib.xml", original.appending(path: "assets"))
        let meshes = copy.appending(path: "assets")
        try manager.createDirectory(at: meshes, withIntermediateDirectories: true)
        try manager.copyItem(at: original.appending(path: name), to: copy.appending(path: name))
        for mesh in try manager.contentsOfDirectory(atPath: folder.path) {
            try manager.createSymbolicLink(
                at: meshes.appending(path: mesh), withDestinationURL: folder.appending(path: mesh))
        }
        try body(copy)
    }
}
