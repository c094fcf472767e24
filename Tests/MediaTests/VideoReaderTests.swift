import Foundation
import Media
import TestSupport
import Testing

private func episode(_ number: Int) -> URL {
    Shared.pickNPlace.appending(
        path: "videos/chunk-000/observation.images.ego_view/episode_00000\(number).mp4")
}

@Suite("Video reader on NVIDIA's demonstration data", .enabled(if: Shared.isPresent, "needs ../shared"))
struct DemonstrationVideoTests {
    private let reference = Shared.fixtures.appending(path: "n15_data/io.safetensors")

    /// Sample 300 of the set is row 300 of episode 0, sample 2095 the last row of episode 4; the reference's decord gives the
    /// frame nearest to the row's time, one after the row except at the end (FORMATS 7.2).
    @Test(arguments: [("s300.raw.video", 0, 301), ("s2095.raw.video", 4, 327)])
    func framesEqualTheReferencesByteForByte(name: String, episodeNumber: Int, frame: Int) throws {
        let image = try VideoReader(episode(episodeNumber)).frame(frame)
        #expect(image == (try referenceImage(name, in: reference)))
    }

    @Test func propertiesAreTheFiles() throws {
        let reader = try VideoReader(episode(0))
        #expect(
            reader.properties
                == VideoProperties(
                    width: 256, height: 256, codec: "h264", pixelFormat: "yuv420p", framesPerSecond: 20, channels: 3,
                    hasAudio: false, frameCount: 416))
        #expect(reader.timestamps.count == 416)
        for (frame, time) in reader.timestamps.enumerated() { #expect(abs(time - Double(frame) / 20) < 1e-9) }
    }

    @Test func anyOrderGivesTheFramesOfOneForwardPass() throws {
        let reader = try VideoReader(episode(4))
        var forward: [Int: Image] = [:]
        try reader.frames(0..<328) { forward[$0] = $1 }
        #expect(forward.count == 328)
        for frame in [327, 0, 251, 250, 249, 251, 251, 7, 260, 300] {
            #expect(try reader.frame(frame) == forward[frame], "frame \(frame)")
        }
        #expect(forward[3] != forward[4])
    }

    @Test func threadsDoNotChangeTheFrames() throws {
        let one = try VideoReader(episode(0)), four = try VideoReader(episode(0), threads: 4)
        for frame in [5, 6, 7, 255, 2, 415] { #expect(try one.frame(frame) == four.frame(frame)) }
    }

    @Test func readsAV1() throws {
        let reader = try VideoReader(
            Shared.data.appending(
                path: "lerobot_v3_tiny/videos/observation.images.front/chunk-000/file-000.mp4"))
        #expect(reader.properties.codec == "av1")
        #expect(reader.properties.frameCount == 10)
        #expect(try reader.frame(9).width == 96)
    }

    @Test func damagedDataIsAnErrorThatNamesTheFile() throws {
        try withTemporaryDirectory { directory in
            var bytes = try Data(contentsOf: episode(0))
            for position in stride(from: 400_000, to: 400_400, by: 1) { bytes[position] = 0x55 }
            let damaged = directory.appending(path: "damaged.mp4")
            try bytes.write(to: damaged)
            let reader = try VideoReader(damaged)
            #expect(throws: MediaError.self) { try reader.frames(0..<416) { _, _ in } }
            // The part before the damage still reads, also after the error.
            #expect(try reader.frame(0) == VideoReader(episode(0)).frame(0))
        }
    }

    @Test(arguments: [1000, 20_000, 600_000, 1_137_500, 1_140_000])
    func aTruncatedFileIsAnError(length: Int) throws {
        try withTemporaryDirectory { directory in
            let cut = directory.appending(path: "cut.mp4")
            try Data(contentsOf: episode(0)).prefix(length).write(to: cut)
            let error = #expect(throws: MediaError.self) { try VideoReader(cut) }
            #expect(error?.description.contains("cut.mp4") == true)
        }
    }
}

@Suite("Video reader on bad files")
struct BadVideoTests {
    @Test func eachNamesTheFileAndTheReason() throws {
        try withTemporaryDirectory { directory in
            let missing = directory.appending(path: "missing.mp4")
            #expect(throws: MediaError.missing(file: missing.path)) { try VideoReader(missing) }

            let empty = directory.appending(path: "empty.mp4")
            try Data().write(to: empty)
            #expect(throws: MediaError.empty(file: empty.path)) { try VideoReader(empty) }

            for (name, text) in [
                ("text.mp4", "This is no video.\n"), ("list.mp4", "ffconcat version 1.0\nfile a.mp4\n"),
            ] {
                let file = directory.appending(path: name)
                try Data(String(repeating: text, count: 50).utf8).write(to: file)
                let error = #expect(throws: MediaError.self) { try VideoReader(file) }
                #expect(error?.description.hasPrefix(file.path) == true)
            }
            #expect(throws: MediaError.self) { try VideoReader(directory) }
        }
    }

    @Test(arguments: [-1, 4, Int.max, Int.min])
    func outOfRangeIsAnError(frame: Int) throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "short.mp4")
            let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10)
            for number in 0..<4 { try writer.append(numberedImage(number)) }
            try writer.finish()
            let reader = try VideoReader(url)
            #expect(throws: MediaError.frameOutOfRange(file: url.path, frame: frame, count: 4)) {
                try reader.frame(frame)
            }
            #expect(throws: MediaError.self) { try reader.frames(2..<5) { _, _ in } }
        }
    }

    /// With the table of contents in front, a cut file opens and even plays: only the count of packets tells.
    @Test func aCutFileWithItsTableOfContentsIsAnError() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "whole.mp4"), cut = directory.appending(path: "cut.mp4")
            let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10)
            for number in 0..<40 { try writer.append(numberedImage(number)) }
            try writer.finish()
            let whole = try Data(contentsOf: url)
            for missing in [1, 10, 300, whole.count / 2] {
                try whole.dropLast(missing).write(to: cut)
                let error = #expect(throws: MediaError.self) { try VideoReader(cut) }
                guard case .truncated(cut.path, let found, 40)? = error else {
                    Issue.record("\(missing) bytes less: \(String(describing: error))")
                    continue
                }
                #expect(found < 40)
            }
        }
    }
}

@Suite("Video reader on unusual pixels") struct UnusualPixelsTests {
    @Test(arguments: Clip.all)
    func coloursAreRight(clip: Clip) throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "clip.mp4")
            try clip.data.write(to: url)
            let reader = try VideoReader(url)
            #expect(reader.properties.width == clip.width && reader.properties.height == clip.height)
            #expect(reader.properties.pixelFormat == clip.pixelFormat)
            #expect(reader.properties.frameCount == 2)
            let wanted = (0..<clip.width * clip.height).flatMap { _ in [200, 100, 50] as [UInt8] }
            for frame in 0..<2 {
                let image = try reader.frame(frame)
                #expect(difference(image, Image(height: clip.height, width: clip.width, pixels: wanted)).largest <= 3)
            }
        }
    }
}
