import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Testing
import Transforms

/// Something that a user got wrong, and what the error must name.
private struct BadInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let named: [String]
    let run: @Sendable () throws -> Void

    /// A robot that is wrong, up to one sample.
    init(_ what: String, naming named: String..., change: @Sendable @escaping (inout Robot) -> Void) {
        testDescription = what
        self.named = named
        run = {
            var robot = Robot()
            change(&robot)
            _ = try robot.apply()
        }
    }

    /// A file of a data config that is wrong.
    init(_ what: String, file: String, _ text: String, naming named: String...) {
        testDescription = what
        self.named = named + [file]
        run = {
            try withTemporaryDirectory { directory in
                let url = directory.appending(path: file)
                try text.write(to: url, atomically: true, encoding: .utf8)
                _ = try DataConfig(file: url)
            }
        }
    }

    init(_ what: String, naming named: String..., run: @Sendable @escaping () throws -> Void) {
        testDescription = what
        self.named = named
        self.run = run
    }
}

private let modality = """
    "modality": {"video": {"delta_indices": [0], "modality_keys": ["video.front"]},
    "state": {"delta_indices": [0], "modality_keys": ["state.arm"]},
    "action": {"delta_indices": [0], "modality_keys": ["action.arm"]}}
    """

private func json(_ fields: String) -> String { "{\"name\": \"x\", \(modality)\(fields.isEmpty ? "" : ", " + fields)}" }

@Suite struct BadInputTests {
    @Test(arguments: samples + setups + files)
    private func isAnErrorThatNamesIt(bad: BadInput) {
        do {
            try bad.run()
            Issue.record("no error")
        } catch let error as TransformError {
            for name in bad.named { #expect(error.description.contains(name), "\(error)") }
        } catch {
            Issue.record("not a TransformError: \(error)")
        }
    }

    private static let samples: [BadInput] = [
        BadInput("state missing", naming: "state.wrist", "arm, gripper") { $0.observation.state["wrist"] = nil },
        BadInput("camera missing", naming: "video.side", "front") { $0.observation.video["side"] = nil },
        BadInput("annotation missing", naming: "annotation.task", "other") {
            $0.observation.annotation = ["other": ["text"]]
        },
        BadInput("annotation empty", naming: "annotation.task") { $0.observation.annotation["task"] = [] },
        BadInput("state too wide", naming: "state.arm", "5", "3") {
            $0.observation.state["arm"] = Matrix(rows: 1, columns: 5)
        },
        BadInput("too many states", naming: "state.arm", "2 steps") {
            $0.observation.state["arm"] = Matrix(rows: 2, columns: 3)
        },
        BadInput("state without rows", naming: "state.arm", "0 steps") {
            $0.observation.state["arm"] = Matrix(rows: 0, columns: 3)
        },
        BadInput("NaN in the state", naming: "state.arm", "nan", "step 0", "dimension 2") {
            $0.observation.state["arm"]?[0, 2] = .nan
        },
        BadInput("infinite action", naming: "action.arm", "inf", "step 3", "dimension 1") {
            $0.action["arm"]?[3, 1] = .infinity
        },
        BadInput("zero quaternion", naming: "state.wrist", "quaternion") {
            $0.observation.state["wrist"] = Matrix(rows: 1, columns: 4)
        },
        BadInput("too few actions", naming: "action.arm", "3 steps", "4") {
            $0.action["arm"] = Matrix(rows: 3, columns: 3)
        },
        BadInput("action missing", naming: "action.gripper") { $0.action["gripper"] = nil },
        BadInput("empty video", naming: "video.front", "0 steps") { $0.observation.video["front"] = [] },
        BadInput("too many frames", naming: "video.front", "2 steps") {
            $0.observation.video["front"] = [Robot.image(seed: 1), Robot.image(seed: 2)]
        },
        BadInput("mixed image sizes", naming: "video.front", "40x32", "40x30") {
            $0.config.modality.video.deltaIndices = [-1, 0]
            $0.observation.video["front"] = [Robot.image(seed: 1), Robot.image(height: 30, seed: 2)]
            $0.observation.video["side"] = [Robot.image(seed: 1), Robot.image(seed: 2)]
        },
        BadInput("another resolution", naming: "video.side", "64x48", "40x32") {
            $0.observation.video["side"] = [Robot.image(height: 48, width: 64, seed: 1)]
        },
        BadInput("prediction of the wrong width", naming: "4x11", "12") {
            _ = try Robot().pipeline().unapply(Matrix(rows: 4, columns: 11))
        },
        BadInput("empty prediction", naming: "0x12") {
            _ = try Robot().pipeline().unapply(Matrix(rows: 0, columns: 12))
        },
        BadInput("NaN in the prediction", naming: "action.wrist", "step 2", "dimension 0") {
            var prediction = Matrix(rows: 4, columns: 12)
            prediction[2, 3] = .nan
            _ = try Robot().pipeline().unapply(prediction)
        },
    ]

    private static let setups: [BadInput] = [
        BadInput("no such config", naming: "gr2", "so100") { _ = try DataConfig.named("gr2") },
        BadInput("camera not in the metadata", naming: "video.front", "side") {
            $0.metadata.modalities.video["front"] = nil
        },
        BadInput("state not in the metadata", naming: "state.arm", "gripper, wrist") {
            $0.metadata.modalities.state["arm"] = nil
        },
        BadInput("no statistics", naming: "action.arm") { $0.metadata.statistics.action["arm"] = nil },
        BadInput("q99 without quantiles", naming: "state.arm", "q99", "0 values for 3") {
            $0.config.state.normalizationModes[ModalityKey(.state, "arm")] = .q99
            $0.metadata.statistics.state["arm"]?.q99 = []
        },
        BadInput("statistics of the wrong length", naming: "action.arm", "max", "2 values for 3") {
            $0.metadata.statistics.action["arm"]?.max = [1, 2]
        },
        BadInput("NaN in the statistics", naming: "state.arm", "min") {
            $0.metadata.statistics.state["arm"]?.min = [0, .nan, 0]
        },
        BadInput("min above max", naming: "state.arm", "contradict") {
            $0.metadata.statistics.state["arm"]?.min = [0, 9, 0]
        },
        BadInput("negative deviation", naming: "state.arm", "std") {
            $0.config.state.normalizationModes[ModalityKey(.state, "arm")] = .meanStd
            $0.metadata.statistics.state["arm"]?.std = [1, -1, 1]
        },
        BadInput("absurd shape", naming: "state.arm") { $0.metadata.modalities.state["arm"]?.shape = [Int.max] },
        BadInput("shape of two axes", naming: "state.arm") { $0.metadata.modalities.state["arm"]?.shape = [3, 3] },
        BadInput("empty shape", naming: "action.arm") { $0.metadata.modalities.action["arm"]?.shape = [] },
        BadInput("more than the model has room for", naming: "action.gripper", "7", "6", "max_action_dim") {
            $0.config.maxActionDim = 6
        },
        BadInput("absurd resolution", naming: "video.front", "resolution") {
            $0.metadata.modalities.video["front"]?.resolution = [Int.max, 32]
        },
        BadInput("resolution of one number", naming: "video.front") {
            $0.metadata.modalities.video["front"]?.resolution = [40]
        },
        BadInput("nothing left after the crop", naming: "video.front", "1x32") {
            $0.metadata.modalities.video["front"]?.resolution = [1, 32]
        },
        BadInput("rotation of a key without rotation_type", naming: "state.arm", "rotation_type") {
            $0.config.state.targetRotations[ModalityKey(.state, "arm")] = .matrix
        },
        BadInput("rotation of a relative key", naming: "state.wrist", "relative") {
            $0.metadata.modalities.state["wrist"]?.absolute = false
        },
        BadInput("rotation that q99 should normalise", naming: "state.wrist", "q99", "min_max") {
            $0.config.state.normalizationModes[Robot.wrist(.state)] = .q99
        },
        BadInput("quaternion of three numbers", naming: "state.wrist", "3 numbers") {
            $0.metadata.modalities.state["wrist"]?.shape = [3]
        },
        BadInput("key that is not continuous", naming: "state.gripper", "binary") {
            $0.metadata.modalities.state["gripper"]?.continuous = false
        },
        BadInput("sine of a normalised key", naming: "state.arm", "sin_cos") {
            $0.config.state.sinCos = [ModalityKey(.state, "arm")]
        },
        BadInput("no room for an action", naming: "max_action_dim", "0") {
            _ = try Robot().pipeline(maxActionDim: 0)
        },
        BadInput("horizon of other steps", naming: "[0, 2, 4, 6]", "16") {
            var robot = Robot()
            robot.config.modality.action.deltaIndices = [0, 2, 4, 6]
            _ = try robot.pipeline(actionHorizon: 16)
        },
    ]

    private static let files: [BadInput] = [
        BadInput("no file", naming: "/nowhere/x.json", "cannot be read") {
            _ = try DataConfig(file: URL(filePath: "/nowhere/x.json"))
        },
        BadInput("a directory", naming: "cannot be read") {
            try withTemporaryDirectory { directory in
                let url = directory.appending(path: "x.json")
                try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
                _ = try DataConfig(file: url)
            }
        },
        BadInput("unknown ending", file: "x.toml", "", naming: ".yaml"),
        BadInput("cut off", file: "x.json", "{\"name\": ", naming: "JSON"),
        BadInput("empty", file: "x.yaml", ""),
        BadInput("not YAML", file: "x.yml", "a: [1, 2"),
        BadInput("deeply nested JSON", file: "x.json", String(repeating: "[", count: 200_000)),
        BadInput("deeply nested YAML", file: "x.yaml", String(repeating: "[", count: 200_000)),
        BadInput("deeply nested YAML lists", file: "x.yaml", String(repeating: "- ", count: 200_000)),
        BadInput("too large", file: "x.json", String(repeating: " ", count: 1 << 21), naming: "1 MB"),
        BadInput(
            "unknown field", file: "x.json", json("\"max_state_dims\": 3"), naming: "max_state_dims", "max_state_dim"),
        BadInput(
            "unknown field in YAML", file: "x.yaml", json("\"video_transform\": {\"crop\": 1}"), naming: "'crop'",
            "video_transform"),
        BadInput(
            "unknown field inside", file: "x.json", json("\"video_transform\": {\"color_jitter\": {\"hues\": 1}}"),
            naming: "hues", "video_transform.color_jitter"),
        BadInput("missing modality", file: "x.json", "{\"name\": \"x\"}", naming: "modality"),
        BadInput("text for a number", file: "x.json", json("\"max_state_dim\": \"64\""), naming: "max_state_dim"),
        BadInput("number too large", file: "x.json", json("\"max_state_dim\": 1e30")),
        BadInput("absurd width", file: "x.json", json("\"max_action_dim\": 99999999999"), naming: "max_action_dim"),
        BadInput(
            "unknown mode", file: "x.json",
            json("\"state_transform\": {\"normalization_modes\": {\"state.arm\": \"minmax\"}}"), naming: "state.arm",
            "minmax", "min_max"),
        BadInput(
            "unknown rotation", file: "x.yaml",
            json("\"state_transform\": {\"target_rotations\": {\"state.arm\": \"6d\"}}"), naming: "state.arm", "6d",
            "rotation_6d"),
        BadInput(
            "transform of an unused key", file: "x.json", json("\"state_transform\": {\"sin_cos\": [\"state.leg\"]}"),
            naming: "state.leg", "state.arm"),
        BadInput(
            "not a modality key", file: "x.json", json("\"state_transform\": {\"sin_cos\": [\"arm\"]}"), naming: "'arm'"
        ),
        BadInput(
            "crop of more than all", file: "x.json", json("\"video_transform\": {\"crop_scale\": 1.2}"),
            naming: "crop_scale"),
        BadInput(
            "crop that is no number", file: "x.yaml", json("\"video_transform\": {\"crop_scale\": .nan}"),
            naming: "crop_scale"),
        BadInput(
            "resize to nothing", file: "x.json",
            json("\"video_transform\": {\"resize\": {\"height\": 0, \"width\": 224}}"), naming: "resize.height"),
        BadInput(
            "hue beyond half a turn", file: "x.json", json("\"video_transform\": {\"color_jitter\": {\"hue\": 0.6}}"),
            naming: "hue"),
        BadInput(
            "keys of another modality", file: "x.json", json("").replacing("\"state.arm\"", with: "\"action.arm\""),
            naming: "action.arm", "modality.state"),
        BadInput(
            "a key twice", file: "x.json", json("").replacing("\"state.arm\"", with: "\"state.arm\", \"state.arm\""),
            naming: "modality.state"),
        BadInput("no steps", file: "x.json", json("").replacing("[0]", with: "[]"), naming: "delta_indices"),
        BadInput(
            "steps beyond reason", file: "x.json", json("").replacing("[0]", with: "[\(Int.max)]"),
            naming: "delta index"),
    ]
}
