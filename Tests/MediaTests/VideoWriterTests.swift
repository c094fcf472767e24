import Foundation
import Media
import Synchronization
import TestSupport
import Testing

@Suite("Video writer") struct VideoWriterTests {
    @Test(arguments: VideoCodec.allCases, [10, 30])
    func whatIsWrittenReadsBack(codec: VideoCodec, framesPerSecond: Int) throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "a: b.mp4")
            let writer = try VideoWriter(
                url, width: 128, height: 64, framesPerSecond: framesPerSecond, codec: codec)
            for number in 0..<40 { try writer.append(numberedImage(number, width: 128)) }
            #expect(!FileManager.default.fileExists(atPath: url.path), "the name must not exist before finish()")
            try writer.finish()
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a: b.mp4"])

            let reader = try VideoReader(url)
            #expect(
                reader.properties
                    == VideoProperties(
                        width: 128, height: 64, codec: codec.rawValue, pixelFormat: "yuv420p",
                        framesPerSecond: Double(framesPerSecond), channels: 3, hasAudio: false, frameCount: 40))
            for (frame, time) in reader.timestamps.enumerated() {
                #expect(abs(time - Double(frame) / Double(framesPerSecond)) < 1e-9)
            }
            for frame in [0, 1, 2, 3, 39, 20, 21, 19, 5] {
                let image = try reader.frame(frame)
                #expect(number(in: image) == frame)
                #expect(difference(image, numberedImage(frame, width: 128)).mean < 4)
            }
        }
    }

    /// B frames come out of the decoder in another order than they lie in the file.
    @Test(arguments: VideoCodec.allCases)
    func longGroupsOfPicturesKeepTheirOrder(codec: VideoCodec) throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "gop.mp4")
            let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 20, codec: codec, gop: 25)
            for number in 0..<80 { try writer.append(numberedImage(number)) }
            try writer.finish()
            let reader = try VideoReader(url)
            var seen: [Int] = []
            try reader.frames(0..<80) { index, image in
                #expect(number(in: image) == index)
                seen.append(index)
            }
            #expect(seen == Array(0..<80))
            for frame in [79, 24, 25, 26, 49, 50, 51, 3, 74, 75] {
                #expect(number(in: try reader.frame(frame)) == frame)
            }
        }
    }

    /// What SVT-AV1 knows of the processors is freed when an encoder closes, while another may be reading it.
    @Test func encodersOpenAndCloseSideBySide() throws {
        try withTemporaryDirectory { directory in
            let counts = Mutex<[Int]>([])
            DispatchQueue.concurrentPerform(iterations: 12) { index in
                let url = directory.appending(path: "\(index).mp4")
                guard
                    let writer = try? VideoWriter(url, width: 64, height: 64, framesPerSecond: 10, codec: .av1),
                    (0..<2).allSatisfy({ (try? writer.append(numberedImage($0))) != nil }),
                    (try? writer.finish()) != nil
                else { return }
                counts.withLock { $0.append(index) }
            }
            #expect(counts.withLock { $0.sorted() } == Array(0..<12))
        }
    }

    #if os(Linux)
        /// SVT-AV1 takes real-time priority as root; then nothing else runs on the machine. Watched for a while, because other
        /// tests open encoders meanwhile.
        @Test func encodersStayOrdinaryThreads() throws {
            try withTemporaryDirectory { directory in
                let writer = try VideoWriter(
                    directory.appending(path: "a.mp4"), width: 64, height: 64, framesPerSecond: 10, codec: .av1)
                let isOrdinary = (0..<200).contains { _ in
                    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
                    // Others make threads that yield to all, of Mesa's for example.
                    if !threads.compactMap({ pid_t($0) }).contains(where: {
                        [SCHED_FIFO, SCHED_RR].contains(sched_getscheduler($0))
                    }) {
                        return true
                    }
                    usleep(20_000)
                    return false
                }
                #expect(isOrdinary)
                for number in 0..<3 { try writer.append(numberedImage(number)) }
                try writer.finish()
            }
        }
    #endif

    /// Faststart: players on a network need the table of contents (moov) before the data (mdat).
    @Test func tableOfContentsComesFirst() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "fast.mp4")
            let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10)
            try writer.append(numberedImage(1))
            try writer.finish()
            let data = try Data(contentsOf: url)
            let moov = try #require(data.range(of: Data("moov".utf8))),
                mdat = try #require(data.range(of: Data("mdat".utf8)))
            #expect(moov.lowerBound < mdat.lowerBound)
            #expect(try VideoReader(url).properties.frameCount == 1)
        }
    }

    @Test func abandonedWriterLeavesNothing() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "left.mp4")
            do {
                let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10)
                try writer.append(numberedImage(1))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
        }
    }

    @Test func wrongUseIsAnError() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "bad.mp4")
            for (width, height) in [(63, 64), (0, 0), (-2, 64), (1 << 40, 64)] {
                #expect(throws: MediaError.self) {
                    try VideoWriter(url, width: width, height: height, framesPerSecond: 10)
                }
            }
            #expect(throws: MediaError.self) { try VideoWriter(url, width: 64, height: 64, framesPerSecond: 0) }
            #expect(throws: MediaError.self) {
                try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10, gop: 0)
            }
            #expect(throws: MediaError.self) {
                try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10, quality: 99)
            }
            let nowhere = directory.appending(path: "no/such/folder/a.mp4")
            #expect(throws: MediaError.self) { try VideoWriter(nowhere, width: 64, height: 64, framesPerSecond: 10) }

            let writer = try VideoWriter(url, width: 64, height: 64, framesPerSecond: 10)
            #expect(throws: MediaError.self) { try writer.finish() }
            try writer.append(numberedImage(0))
            #expect(
                throws: MediaError.wrongSize(
                    file: url.path, frame: 1, width: 32, height: 64, expectedWidth: 64, expectedHeight: 64)
            ) { try writer.append(numberedImage(1, width: 32)) }
            try writer.finish()
            #expect(throws: MediaError.self) { try writer.append(numberedImage(1)) }
            #expect(throws: MediaError.self) { try writer.finish() }
            #expect(try VideoReader(url).properties.frameCount == 1)
        }
    }
}
