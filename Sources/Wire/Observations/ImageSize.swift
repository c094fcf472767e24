/// The size of a JPEG or PNG, from its headers alone.
struct ImageSize {
    let height: Int
    let width: Int

    /// The largest that any header of the file gives; nil where it is neither.
    init?(_ file: [UInt8]) {
        if file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self.init(png: file)
        } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
            self.init(jpeg: file)
        } else {
            return nil
        }
    }

    /// The chunk IHDR comes first: length, name, then width and height in 32 bits each.
    private init?(png file: [UInt8]) {
        guard file.count >= 24, file[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        width = file[16..<20].reduce(0) { $0 << 8 | Int($1) }
        height = file[20..<24].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Walks over all segments, also those after the pixels, since a decoder follows the last frame header it meets.
    private init?(jpeg file: [UInt8]) {
        var size: (height: Int, width: Int)?
        var index = 2
        while index + 1 < file.count {
            guard file[index] == 0xFF else {
                index += 1
                continue
            }
            let marker = file[index + 1]
            switch marker {
            case 0xFF: index += 1
            case 0x00, 0x01, 0xD0...0xD9: index += 2
            default:
                guard index + 3 < file.count else {
                    index = file.count
                    break
                }
                let length = Int(file[index + 2]) << 8 | Int(file[index + 3])
                // C4, C8 and CC are tables and an extension; the rest of C0 to CF begin a frame.
                if (0xC0...0xCF).contains(marker), marker != 0xC4, marker != 0xC8, marker != 0xCC,
                    index + 8 < file.count
                {
                    let height = Int(file[index + 5]) << 8 | Int(file[index + 6])
                    let width = Int(file[index + 7]) << 8 | Int(file[index + 8])
                    size = (max(size?.height ?? 0, height), max(size?.width ?? 0, width))
                }
                index += 2 + max(length, 2)
            }
        }
        guard let size else { return nil }
        (height, width) = size
    }
}
