import Foundation
import Media

/// One uint8 tensor [H, W, 3] of a safetensors file, as an image.
func referenceImage(_ name: String, in url: URL) throws -> Image {
    struct Entry: Decodable {
        let shape: [Int]
        let data_offsets: [Int]
    }
    let data = try Data(contentsOf: url)
    let headerBytes = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: data[8..<8 + headerBytes]) as? [String: Any]
    let entry = try JSONDecoder().decode(
        Entry.self, from: JSONSerialization.data(withJSONObject: header?[name] ?? [:]))
    let start = 8 + headerBytes
    let bytes = data[start + entry.data_offsets[0]..<start + entry.data_offsets[1]]
    return Image(height: entry.shape[0], width: entry.shape[1], pixels: [UInt8](bytes))
}
