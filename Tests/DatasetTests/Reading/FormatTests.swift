import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing

@Suite struct PathTemplateTests {
    @Test func fillsGapsAsPython() throws {
        let template = try PathTemplate("videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4")
        let path = try template.path([
            "episode_chunk": .number(2), "video_key": .text("observation.images.front"), "episode_index": .number(2041),
        ])
        #expect(path == "videos/chunk-002/observation.images.front/episode_002041.mp4")
        #expect(template.names == ["episode_chunk", "video_key", "episode_index"])
        #expect(try PathTemplate("{n:02d}").path(["n": .number(12345)]) == "12345")
    }

    @Test(arguments: ["data/{a", "data/a}", "{a:.3f}", "{}", "{a:0999999999999d}", "/etc/{a}", "../{a}", "a/../../{a}"])
    func refuses(_ text: String) {
        #expect(throws: DatasetError.self) { try PathTemplate(text) }
    }

    @Test func refusesUnknownGapsAndSlashes() throws {
        let template = try PathTemplate("a/{key}")
        #expect(throws: DatasetError.self) { try template.path(["other": .number(1)]) }
        #expect(throws: DatasetError.self) { try template.path(["key": .text("../../etc")]) }
    }
}

@Suite struct DatasetInfoTests {
    private func info(_ fields: String, features: String? = nil) throws -> DatasetInfo {
        let features = features ?? #""action": {"dtype": "float32", "shape": [6], "names": {"motors": ["a", "b"]}}"#
        return try withTemporaryDirectory { root in
            try FileManager.default.createDirectory(at: root.appending(path: "meta"), withIntermediateDirectories: true)
            let text = #"{\#(fields), "data_path": "d/{episode_index}", "features": {\#(features)}}"#
            try Data(text.utf8).write(to: root.appending(path: DatasetInfo.path))
            return try DatasetInfo(dataset: root)
        }
    }

    @Test func toleratesWhatIsMissingOrUnknown() throws {
        let info = try info(#""fps": 8, "robot_type": "dream", "tools": [{"x": 1}], "splits": 3"#)
        #expect(info.version == .v20)
        #expect(info.framesPerSecond == 8)
        #expect(info.chunksSize == 1000)
        #expect(info.videoPath == nil)
        #expect(info.features["action"]?.names == ["a", "b"])
    }

    @Test func looksAxesUpByName() throws {
        let info = try info(
            #""fps": 30.0"#,
            features: """
                "a": {"dtype": "video", "shape": [3, 48, 64], "names": ["channels", "height", "width"],
                      "video_info": {"video.fps": 20.0, "video.codec": "h264"}},
                "b": {"dtype": "video", "shape": [48, 64, 3], "names": ["height", "width", "channel"],
                      "info": {"video.fps": 30}},
                "c": {"dtype": "image", "shape": [3, 48, 64], "names": null}
                """)
        for feature in info.features.values {
            let size = try #require(feature.pictureSize)
            #expect(size == (48, 64, 3))
        }
        #expect(info.features["a"]?.video?.framesPerSecond == 20)
        #expect(info.features["b"]?.video?.framesPerSecond == 30)
        #expect(info.cameras == ["a", "b", "c"])
    }

    @Test(arguments: [
        (#""fps": 0"#, "fps"), (#""fps": "fast""#, "fps"), (#""fps": 10, "chunks_size": 0"#, "chunks_size"),
        (#""fps": 10, "codebase_version": "v9.9""#, "codebase_version"), (#""robot_type": "x""#, "fps"),
        (#""fps": 10, "video_path": "../{video_key}""#, "video_path"),
    ])
    func namesTheKey(fields: String, key: String) {
        #expect {
            try info(fields)
        } throws: { error in
            guard case DatasetError.malformed(_, key, _) = error else { return false }
            return true
        }
    }

    @Test(arguments: ["[0]", "[-3]", "[99999999999]", "[100000, 100000, 100000]"])
    func refusesShapes(_ shape: String) {
        #expect {
            try info(#""fps": 10"#, features: #""action": {"dtype": "float32", "shape": \#(shape)}"#)
        } throws: {
            "\($0)".contains("features > action > shape")
        }
    }

    @Test func saysWhatADatasetIs() throws {
        _ = try withTemporaryDirectory { root in
            #expect {
                try DatasetInfo(dataset: root)
            } throws: {
                "\($0)".contains("meta/info.json does not exist. Give the directory that holds meta/")
            }
        }
    }
}
