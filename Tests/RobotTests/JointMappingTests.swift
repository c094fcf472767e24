import Embodiment
import Media
import Robot
import Testing

@Suite struct JointMappingTests {
    private static let image = Image(height: 1, width: 1, pixels: [1, 2, 3])
    private static let specification = RobotSpecification(
        joints: ArmJoint.allCases.map { .init($0.rawValue, unit: .degrees) },
        cameras: [CameraSpecification(name: "wrist", width: 1, height: 1, framesPerSecond: 30)])

    @Test func anArmIsSeenUnderThePolicysKeys() throws {
        let mapping = try JointMapping.so100(Self.specification)
        let seen = RobotObservation(joints: [1, 2, 3, 4, 5, 6], images: ["wrist": Self.image, "other": Self.image])
        let observation = try mapping.observation(seen, instruction: "go")
        #expect(
            observation
                == Observation(
                    video: ["wrist": [Self.image]],
                    state: [
                        "single_arm": Matrix(rows: 1, columns: 5, values: [1, 2, 3, 4, 5]),
                        "gripper": Matrix(rows: 1, columns: 1, values: [6]),
                    ], annotation: ["human.task_description": ["go"]]))
        #expect(mapping.rows(seen.joints) == ["single_arm": [1, 2, 3, 4, 5], "gripper": [6]])
        #expect(throws: ControlLoopError.self) { try mapping.observation(.init(joints: [1]), instruction: "") }
        #expect(throws: ControlLoopError.badMapping("the robot gives no image of camera wrist")) {
            try mapping.observation(.init(joints: seen.joints), instruction: "")
        }
    }

    @Test(arguments: [(2, 1), (1, 2)]) func aGripperOfEitherShapeIsTaken(rows: Int, columns: Int) throws {
        let chunk = ActionChunk(actions: [
            "single_arm": Matrix(rows: 2, columns: 5, values: (1...10).map(Double.init)),
            "gripper": Matrix(rows: rows, columns: columns, values: [50, 60]),
        ])
        let goals = try JointMapping.so100(Self.specification).goals(chunk)
        #expect(goals == [[1, 2, 3, 4, 5, 50], [6, 7, 8, 9, 10, 60]])
    }

    @Test func jointsAndKeysMayHaveAnotherOrder() throws {
        let specification = RobotSpecification(joints: ["a", "b", "c"].map { .init($0, unit: .radians) })
        let mapping = try JointMapping(
            of: specification, groups: [.init(key: "y", joints: ["c", "a"]), .init(key: "x", joints: ["b"])],
            cameras: [:], annotation: "t")
        #expect(mapping.rows([1, 2, 3]) == ["y": [3, 1], "x": [2]])
        let chunk = ActionChunk(actions: [
            "y": Matrix(rows: 1, columns: 2, values: [3, 1]), "x": Matrix(rows: 1, columns: 1, values: [2]),
        ])
        #expect(try mapping.goals(chunk) == [[1, 2, 3]])
    }

    @Test func chunksThatDoNotFitAreRefused() throws {
        let mapping = try JointMapping.so100(Self.specification)
        let (arm, gripper) = (Matrix(rows: 2, columns: 5), Matrix(rows: 2, columns: 1))
        func refusal(_ actions: [String: Matrix]) -> ControlLoopError? {
            #expect(throws: ControlLoopError.self) { try mapping.goals(ActionChunk(actions: actions)) }
        }
        #expect(refusal(["gripper": gripper]) == .missingAction(key: "single_arm", found: ["gripper"]))
        #expect(
            refusal(["single_arm": Matrix(rows: 2, columns: 6), "gripper": gripper])
                == .wrongActionShape(key: "single_arm", found: "[2, 6]", expected: "[2, 5]"))
        #expect(
            refusal(["single_arm": arm, "gripper": Matrix(rows: 3, columns: 1)])
                == .wrongActionShape(key: "gripper", found: "[3, 1]", expected: "[2, 1]"))
        var broken = arm
        broken[1, 3] = .infinity
        #expect(
            refusal(["single_arm": broken, "gripper": gripper]) == .notFinite(key: "single_arm", step: 1, column: 3))
        let empty = ["single_arm": Matrix(rows: 0, columns: 5), "gripper": Matrix(rows: 0, columns: 1)]
        #expect(refusal(empty) == .emptyChunk)
    }

    @Test func mappingsThatLeaveJointsOutAreRefused() {
        let groups = [JointMapping.Group(key: "arm", joints: ["shoulder_pan"])]
        #expect(throws: ControlLoopError.self) {
            try JointMapping(of: Self.specification, groups: groups, cameras: [:], annotation: "t")
        }
        let all = [JointMapping.Group(key: "arm", joints: ArmJoint.allCases.map(\.rawValue))]
        #expect(throws: ControlLoopError.badMapping("the robot has no camera front, only wrist")) {
            try JointMapping(of: Self.specification, groups: all, cameras: ["front": "front"], annotation: "t")
        }
    }
}
