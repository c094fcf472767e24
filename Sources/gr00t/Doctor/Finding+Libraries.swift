import Foundation
import Media
import Parquet
import Plotting

extension Finding {
    /// What the program is linked with.
    static func libraries() -> [Finding] {
        let license = MediaLibrary.license
        let consequence =
            license.hasPrefix("GPL") ? "; whoever passes this program on with it does so under the GPL" : ""
        return [
            Finding("FFmpeg", .present, "\(MediaLibrary.version), \(license)\(consequence)"),
            Finding("Arrow", .present, "\(ParquetFile.arrowVersion), Apache 2.0"),
            Finding("cairo", .present, "\(Canvas.cairoVersion), LGPL or MPL"),
        ]
    }

    /// Every codec is tried: a video is written and read again.
    static func codecs() -> [Finding] {
        let files = FileManager.default
        let directory = files.temporaryDirectory.appending(path: "gr00t-doctor-\(getpid())")
        do { try files.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            return [Finding("codecs", .missing, "\(directory.path) cannot be made: \(error.localizedDescription)")]
        }
        defer { try? files.removeItem(at: directory) }
        return VideoCodec.allCases.map { codec in
            let name = "video \(codec.rawValue)"
            guard MediaLibrary.canDecode(codec) else {
                return Finding(name, .missing, "cannot be read: install FFmpeg's libavcodec with a decoder for it")
            }
            guard MediaLibrary.canEncode(codec) else {
                return Finding(name, .absent, "can be read, but not written: this libavcodec has no encoder for it")
            }
            do {
                try tryOut(codec, in: directory)
                return Finding(name, .present, "reads and writes")
            } catch { return Finding(name, .missing, "\(error)") }
        }
    }

    private static func tryOut(_ codec: VideoCodec, in directory: URL) throws {
        let (width, height, frames) = (64, 64, 4)
        let file = directory.appending(path: "\(codec.rawValue).mp4")
        let writer = try VideoWriter(file, width: width, height: height, framesPerSecond: 30, codec: codec)
        for frame in 0..<frames {
            let gray = [UInt8](repeating: UInt8(40 * frame), count: width * height * 3)
            try writer.append(Image(height: height, width: width, pixels: gray))
        }
        try writer.finish()
        _ = try VideoReader(file).frame(frames - 1)
    }
}
