import Media
import Parquet

/// Pictures of features of type `image`: PNG or JPEG files inside the parquet files, as `struct<bytes, path>`. The reference
/// cannot read them.
enum EmbeddedPictures {
    static func images(_ range: Range<Int>, of source: FrameSource) throws -> [Image] {
        let table = try ParquetFile.read(source.file, columns: [source.camera])
        guard let column = table[source.camera] else { return [] }
        let files = try column.member("bytes").byteStrings()
        return try range.map { frame in
            let row = source.firstFrame + frame
            guard row < files.count else {
                throw DatasetError.wrongFrameCount(
                    camera: source.camera, file: source.file.path, episode: source.episode, found: files.count,
                    expected: source.firstFrame + source.frameCount)
            }
            let image: Image
            do throws(MediaError) {
                image = try ImageFile.decode(files[row], name: "row \(row)")
            } catch {
                throw DatasetError.undecodableVideo(
                    camera: source.camera, file: source.file.path, reason: error.description)
            }
            guard image.width == source.width, image.height == source.height else {
                throw DatasetError.wrongFrameSize(
                    camera: source.camera, file: source.file.path, found: "\(image.width)x\(image.height)",
                    expected: "\(source.width)x\(source.height)")
            }
            return image
        }
    }
}
