import Foundation

/// Whether a dataset on disk is what a description would record: only then can episodes be appended to it.
struct DatasetComparison {
    /// What the files on disk have differently, by name; empty where nothing does.
    let differences: [String]

    /// Throws ``RecordingError/damagedDataset(file:reason:)`` where `meta/info.json` cannot be read at all.
    init(_ layout: DatasetLayout, expectedInfo: JSONText, expectedModality: JSONText) throws {
        let stored = try Self.decode(StoredInfo.self, Data(contentsOf: layout.info), file: layout.info)
        let expected = try Self.decode(StoredInfo.self, Data(expectedInfo.text().utf8), file: layout.info)
        var differences: [String] = []
        func compare<Value: Equatable>(_ key: KeyPath<StoredInfo, Value>, _ name: String) {
            if stored[keyPath: key] != expected[keyPath: key] { differences.append(name) }
        }
        compare(\.codebase_version, "codebase_version")
        compare(\.robot_type, "robot_type")
        compare(\.fps, "fps")
        compare(\.chunks_size, "chunks_size")
        compare(\.data_path, "data_path")
        compare(\.video_path, "video_path")
        let names = Set(stored.features.keys).union(expected.features.keys).sorted()
        differences += names.filter { stored.features[$0] != expected.features[$0] }.map { "feature \($0)" }

        let modality = try? JSONDecoder().decode(StoredModality.self, from: Data(contentsOf: layout.modality))
        let expectedModality = try Self.decode(
            StoredModality.self, Data(expectedModality.text().utf8), file: layout.modality)
        if modality != expectedModality { differences.append("meta/modality.json") }
        self.differences = differences
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data, file: URL) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw RecordingError.damagedDataset(file: file.path, reason: "a key is missing or of the wrong type")
        }
    }
}

/// The keys of `meta/info.json` that the recorded files depend on, under the names that they have there.
private struct StoredInfo: Decodable {
    let codebase_version: String
    let robot_type: String?
    let fps: Double
    let chunks_size: Int
    let data_path: String
    let video_path: String?
    let features: [String: Feature]

    struct Feature: Decodable, Equatable {
        let dtype: String
        let shape: [Int]
        let names: [String]?
        let info: Video?
    }

    struct Video: Decodable, Equatable {
        let codec: String?

        enum CodingKeys: String, CodingKey { case codec = "video.codec" }
    }
}

private struct StoredModality: Decodable, Equatable {
    let state, action: [String: Slice]
    let video, annotation: [String: Source]

    struct Slice: Decodable, Equatable {
        let start, end: Int
        let absolute: Bool?
        let rotation_type, original_key: String?
    }

    struct Source: Decodable, Equatable {
        let original_key: String?
    }
}
