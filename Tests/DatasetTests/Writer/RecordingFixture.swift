import Dataset
import Foundation
import Media

/// A robot small enough to record in milliseconds.
enum RecordingFixture {
    static let description = DatasetDescription(
        robotType: "toy", framesPerSecond: 20,
        cameras: [.init("front", width: 64, height: 48), .init("wrist", width: 32, height: 32)],
        state: [.init("arm", joints: ["shoulder", "elbow"]), .init("gripper", width: 1)],
        action: [.init("arm", width: 2, absolute: false), .init("gripper", width: 1)])

    static func image(width: Int, height: Int, brightness: UInt8) -> Image {
        Image(height: height, width: width, pixels: Array(repeating: brightness, count: height * width * 3))
    }

    static func add(step: Int, to writer: EpisodeWriter, task: String = "reach") throws {
        let brightness = UInt8(step * 7 % 200)
        try writer.add(
            state: ["arm": [Double(step), 0.5], "gripper": [1]],
            action: ["arm": [Double(step) + 1, -0.5], "gripper": [0]],
            frames: [
                "front": image(width: 64, height: 48, brightness: brightness),
                "wrist": image(width: 32, height: 32, brightness: 255 - brightness),
            ], task: task)
    }

    static func record(steps: Int, to writer: EpisodeWriter, task: String = "reach") throws {
        for step in 0..<steps { try add(step: step, to: writer, task: task) }
        try writer.finishEpisode()
    }

    /// Every file of a directory, as paths from it.
    static func files(in root: URL) -> Set<String> {
        let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return Set(
            all.filter { path in
                let values = try? root.appending(path: path).resourceValues(forKeys: [.isRegularFileKey])
                return values?.isRegularFile == true
            })
    }

    static func text(_ path: String, in root: URL) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func lines(_ path: String, in root: URL) throws -> [String] {
        try text(path, in: root).split(separator: "\n").map(String.init)
    }
}
