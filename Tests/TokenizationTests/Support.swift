import Foundation
import TestSupport
import Tokenization

let smolTokenizer = Shared.data.appending(path: "tokenizers/eagle2-smollm2")

/// What `n15_data/meta.json` says about text.
struct ReferenceText: Decodable {
    struct Case: Decodable {
        let text: String
        let ids: [Int]
    }

    struct TwoImages: Decodable {
        let n_tokens: Int
        let ids_without_img: [Int]
        let decoded_collapsed: String
    }

    struct Tiles: Decodable { let n_tiles: Int }
    struct Sample: Decodable { let text: [String] }

    let tokenizer: [Case]
    let special: [String: Int]
    let b1_text_expanded: String
    let two_images: TwoImages
    let per_sample: [String: Sample]
    let tiles: [String: Tiles]
    let policy_text: String
    let formalize_language: [[String]]

    static func n15() throws -> ReferenceText { try read("n15_data/meta.json", ReferenceText.self) }

    static func n1() throws -> [Case] {
        struct File: Decodable { let tokenizer: [Case] }
        return try read("n1_tiny/meta.json", File.self).tokenizer
    }

    private static func read<T: Decodable>(_ name: String, _ type: T.Type) throws -> T {
        try JSONDecoder().decode(type, from: Data(contentsOf: Shared.fixtures.appending(path: name)))
    }
}

/// The rows of an int64 matrix in a safetensors file.
func integerRows(_ file: String, _ name: String) throws -> [[Int]] {
    struct Entry: Decodable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]
    }
    struct Damaged: Error {}
    let data = try Data(contentsOf: Shared.fixtures.appending(path: file))
    let length = data[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONDecoder().decode([String: Entry].self, from: data[8..<(8 + length)])
    guard let entry = header[name], entry.dtype == "I64", entry.shape.count == 2 else { throw Damaged() }
    let start = 8 + length + entry.data_offsets[0]
    let values = (0..<(entry.shape[0] * entry.shape[1])).map { index in
        data[(start + index * 8)..<(start + index * 8 + 8)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    return (0..<entry.shape[0]).map { Array(values[($0 * entry.shape[1])..<(($0 + 1) * entry.shape[1])]) }
}

/// Writes files and removes those whose text is nil.
func write(_ files: [String: String?], to directory: URL) throws {
    for (name, text) in files {
        let file = directory.appending(path: name)
        if let text {
            try Data(text.utf8).write(to: file)
        } else {
            try FileManager.default.removeItem(at: file)
        }
    }
}
