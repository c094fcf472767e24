import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing

@Suite struct ModalityMapTests {
    /// A robot of 6 joints with two cameras.
    private static let info = try? DatasetInfo(
        version: .v21, robotType: "so100", totalEpisodes: 1, totalFrames: 1, totalTasks: 1, framesPerSecond: 30,
        dataPath: PathTemplate("d"), videoPath: PathTemplate("v"),
        features: [
            "observation.state": .init(dtype: "float32", shape: [6], names: Self.joints),
            "action": .init(dtype: "float32", shape: [6], names: Self.joints),
            "observation.images.webcam": .init(
                dtype: "video", shape: [48, 64, 3], names: ["height", "width", "channels"]),
            "task_index": .init(dtype: "int64", shape: [1]),
        ])
    private static let joints = [
        "shoulder_pan.pos", "shoulder_lift.pos", "elbow_flex.pos", "wrist_flex.pos", "wrist_roll.pos", "gripper.pos",
    ]

    private func map(_ text: String) throws -> ModalityMap {
        try withTemporaryDirectory { root in
            try FileManager.default.createDirectory(at: root.appending(path: "meta"), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: root.appending(path: ModalityMap.path))
            return try ModalityMap(dataset: root, info: #require(Self.info))
        }
    }

    private func map(state: String, video: String = "{}") throws -> ModalityMap {
        try map(#"{"state": {\#(state)}, "action": {}, "video": \#(video)}"#)
    }

    @Test func readsEveryField() throws {
        let map = try map(
            """
            {"state": {"arm": {"start": 0, "end": 5, "absolute": false, "rotation_type": "euler_angles_rpy",
                               "dtype": "int32", "range": [-1, 1], "original_key": "action"}},
             "action": {"gripper": {"start": 5, "end": 6}},
             "video": {"front": {"original_key": "observation.images.webcam"}, "observation.images.webcam": {}},
             "annotation": {"human.task_description": {"original_key": "task_index"}, "human.validity": {}}}
            """)
        let arm = try #require(map.state["arm"])
        #expect(
            arm
                == VectorSlice(
                    start: 0, end: 5, originalKey: "action", absolute: false, rotationType: .eulerRPY, dtype: "int32",
                    range: [-1, 1]))
        #expect(!arm.isContinuous)
        let gripper = try #require(map.action["gripper"])
        #expect(gripper.absolute && gripper.isContinuous && gripper.column(.action) == "action")
        #expect(map.column(camera: "front") == "observation.images.webcam")
        #expect(map.column(camera: "observation.images.webcam") == "observation.images.webcam")
        #expect(map.column(annotation: "human.task_description") == "task_index")
        #expect(map.column(annotation: "human.validity") == "annotation.human.validity")
    }

    @Test(arguments: [
        (#""a": {"start": 4, "end": 7}"#, "state > a"), (#""a": {"start": -1, "end": 2}"#, "state > a"),
        (#""a": {"start": 3, "end": 3}"#, "state > a"), (#""a": {"start": 5, "end": 2}"#, "state > a"),
        (#""a": {"start": -9223372036854775808, "end": 9223372036854775807}"#, "state > a"),
        (#""a": {"start": 0}"#, "state > a > end"), (#""a.b": {"start": 0, "end": 1}"#, "state > a.b"),
        (#""a": {"start": 0, "end": 1, "rotation_type": "tait"}"#, "state > a > rotation_type"),
        (#""a": {"start": 0, "end": 1, "original_key": "nope"}"#, "action, observation.state, task_index"),
    ])
    func namesTheKey(state: String, words: String) {
        #expect { try map(state: state) } throws: { "\($0)".contains(words) && "\($0)".contains("modality.json") }
    }

    @Test func listsCameras() {
        #expect {
            try map(state: "", video: #"{"front": {"original_key": "observation.images.front"}}"#)
        } throws: {
            $0 as? DatasetError != nil && "\($0)".contains("Use one of: observation.images.webcam.")
        }
    }

    @Test func missingSectionIsNamed() {
        #expect { try map(#"{"state": {}, "action": {}}"#) } throws: { "\($0)".contains("key 'video': is missing") }
    }

    @Test func plainDatasetIsToldWhatToDo() throws {
        _ = try withTemporaryDirectory { root in
            #expect {
                try ModalityMap(dataset: root, info: #require(Self.info))
            } throws: {
                "\($0)".contains("plain LeRobot dataset") && "\($0)".contains("gr00t data check --fix")
            }
        }
    }

    @Test func guessesGR00TsMapOfTheSO100() throws {
        let map = ModalityMap(guessedFrom: try #require(Self.info))
        let groups = ["single_arm": VectorSlice(start: 0, end: 5), "gripper": VectorSlice(start: 5, end: 6)]
        #expect(map.state == groups)
        #expect(map.action == groups)
        #expect(map.video == ["webcam": Source(originalKey: "observation.images.webcam")])
        #expect(map.annotation == ["human.task_description": Source(originalKey: "task_index")])
        try map.validate(against: #require(Self.info), file: "guess")
    }

    @Test func guessesTwoArms() throws {
        var info = try #require(Self.info)
        info.features["action"]?.names = ["left_a", "left_b", "left_gripper", "right_a", "right_gripper", "left_c"]
        info.features["observation.state"]?.names = nil
        let map = ModalityMap(guessedFrom: info)
        #expect(map.state == ["joints": VectorSlice(start: 0, end: 6)])
        #expect(
            map.action == [
                "left_arm": VectorSlice(start: 0, end: 2), "left_gripper": VectorSlice(start: 2, end: 3),
                "right_arm": VectorSlice(start: 3, end: 4), "right_gripper": VectorSlice(start: 4, end: 5),
                "left_arm_part2": VectorSlice(start: 5, end: 6),
            ])
    }

    @Test func survivesWritingAndReading() throws {
        try withTemporaryDirectory { root in
            try FileManager.default.createDirectory(at: root.appending(path: "meta"), withIntermediateDirectories: true)
            let info = try #require(Self.info)
            let map = ModalityMap(guessedFrom: info)
            try map.write(dataset: root)
            #expect(try ModalityMap(dataset: root, info: info) == map)
        }
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func readsThoseOfTheReference() throws {
        let directory = Shared.data.appending(path: "modality")
        let files = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix("modality.json") }
        #expect(files.count >= 10)
        for file in files {
            let map = try JSONDecoder().decode(
                ModalityMap.self, from: Data(contentsOf: directory.appending(path: file)))
            #expect(!map.state.isEmpty && !map.action.isEmpty && !map.video.isEmpty, "\(file)")
        }
        let so100 = try JSONDecoder().decode(
            ModalityMap.self, from: Data(contentsOf: directory.appending(path: "idm-so100/modality.json")))
        #expect(so100.action.values.allSatisfy { !$0.absolute })
    }
}
