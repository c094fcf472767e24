import Embodiment
import Service
import Testing
import Wire

@Suite struct LeRobotMappingTests {
    @Test func camerasGoByNameWhateverTheirOrder() throws {
        let mapping = try Self.mapping(cameras: ["wrist", "top", "front"])
        #expect(Set(mapping.cameras.map { "\($0.name)>\($0.key)" }) == ["wrist>wrist", "front>front"])
        #expect(!mapping.areCamerasByOrder)
    }

    @Test func camerasGoByOrderWhereNoNameIsShared() throws {
        let mapping = try Self.mapping(cameras: ["left", "right"])
        #expect(mapping.cameras.map { "\($0.name)>\($0.key)" } == ["left>front", "right>wrist"])
        #expect(mapping.areCamerasByOrder)
    }

    @Test func aRenameMapIsHeeded() throws {
        let mapping = try Self.mapping(
            cameras: ["a", "b"],
            renames: ["observation.images.a": "observation.images.wrist", "b": "video.front"])
        #expect(Set(mapping.cameras.map { "\($0.name)>\($0.key)" }) == ["a>wrist", "b>front"])
    }

    @Test func twoCamerasForOneKeyAreRefused() {
        #expect(throws: LeRobotError.cameras(robot: ["front", "wrist", "front"], policy: ["front", "wrist"])) {
            try Self.mapping(cameras: ["front", "wrist", "top"], renames: ["top": "front"])
        }
    }

    @Test func motorsFillTheStateKeysInOrder() throws {
        let mapping = try Self.mapping(cameras: ["front", "wrist"])
        #expect(mapping.groups == [.init("single_arm", width: 5), .init("gripper", width: 1)])
        #expect(mapping.description.contains("gripper.pos -> state.single_arm (5), state.gripper (1)"))
    }

    @Test func aStateWithoutAKnownWidthIsNamed() {
        #expect(throws: LeRobotError.noStateWidth("gripper")) {
            try Self.mapping(cameras: ["front", "wrist"], widths: ["single_arm": 5])
        }
    }

    @Test func aPolicyWithHistoryIsRefused() {
        var configs = ArmPolicy.configs
        configs["video"] = ModalityConfig(deltaIndices: [-1, 0], modalityKeys: [ModalityKey(.video, "front")])
        #expect(throws: LeRobotError.history(key: "video.front", steps: 2)) {
            try LeRobotMapping(features: [], configs: configs, stateWidths: ArmPolicy.widths)
        }
    }

    @Test func numbersMayComeAsArraysOfOne() throws {
        let mapping = try Self.mapping(cameras: ["front", "wrist"])
        let picture = WireValue.array(NDArray(dtype: .uint8, shape: [1, 1, 3], bytes: [1, 2, 3]))
        let observation = try mapping.observation(
            TestRobot.motors.map { WireField($0, .array(NDArray(float32: [4], shape: []))) }
                + [WireField("front", picture), WireField("wrist", picture), WireField("task", .string("go"))])
        #expect(observation.state["single_arm"]?.values == [4, 4, 4, 4, 4])
    }

    @Test func aPictureOfAnotherTypeIsNamed() throws {
        let mapping = try Self.mapping(cameras: ["front", "wrist"])
        let floats = WireValue.array(NDArray(float32: [0, 0, 0], shape: [1, 1, 3]))
        #expect(throws: LeRobotError.wrongType(key: "front", expected: "a uint8 array [height, width, 3]")) {
            try mapping.observation(
                TestRobot.motors.map { WireField($0, .double(0)) } + [WireField("front", floats)])
        }
    }

    private static func mapping(
        cameras: [String], renames: [String: String] = [:], widths: [String: Int] = ArmPolicy.widths
    ) throws -> LeRobotMapping {
        let names = WireValue.list(TestRobot.motors.map { .string($0) })
        return try LeRobotMapping(
            features: [WireField("observation.state", .map([WireField("names", names)]))]
                + cameras.map { WireField("observation.images.\($0)", .map([])) },
            renames: renames, configs: ArmPolicy.configs, stateWidths: widths)
    }
}
