import Media

/// Pictures that come as JPEG or PNG files.
enum EncodedImage {
    /// The picture of a `data:` URL (RFC 2397) in base64.
    static func decode(dataURL url: String, key: String, budget: inout Int) throws(WireError) -> Image {
        let parts = url.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("data:image/"), parts[0].hasSuffix(";base64") else {
            throw .badObservation(
                key: key, reason: "a text is no video; send an array, a JPEG or PNG, or a URL data:image/jpeg;base64,…")
        }
        guard let file = Base64.decode(String(parts[1])) else {
            throw .badObservation(key: key, reason: "its data: URL is not base64 with padding")
        }
        return try decode(file, key: key, budget: &budget)
    }

    /// The picture, if it unfolds to no more than `budget` bytes, which it uses up.
    static func decode(_ file: [UInt8], key: String, budget: inout Int) throws(WireError) -> Image {
        // A few hundred bytes of PNG can unfold to gigabytes, so the size is looked at first.
        guard let size = ImageSize(file) else {
            throw .badObservation(key: key, reason: "\(file.count) bytes that begin neither like a JPEG nor like a PNG")
        }
        guard size.height > 0, size.width > 0, max(size.height, size.width) <= WireObservation.maximumSide else {
            throw .badObservation(
                key: key,
                reason: "a picture of \(size.height)x\(size.width); sides must be 1 to \(WireObservation.maximumSide)")
        }
        budget -= size.height * size.width * 3
        guard budget >= 0 else {
            throw .badObservation(key: key, reason: "the pictures unfold to more than is allowed; send smaller ones")
        }
        let image: Image
        do { image = try ImageFile.decode(file, name: "the picture") } catch {
            throw .badObservation(key: key, reason: "\(error)")
        }
        guard image.height == size.height, image.width == size.width else {
            throw .badObservation(
                key: key, reason: "the picture is \(image.height)x\(image.width), its header says otherwise")
        }
        return image
    }
}
