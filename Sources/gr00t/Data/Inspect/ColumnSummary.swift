import Dataset
import Embodiment
import Foundation
import Parquet

/// A column of the parquet files, or a feature that `meta/info.json` promises.
struct ColumnSummary: Encodable {
    let name: String
    /// In Arrow's words; `nil`: not in the file.
    let type: String?
    /// Numbers per row; `nil` where they are not numbers, or not as many in every row.
    let width: Int?
    /// What `meta/info.json` says: `float32 [6]`; `nil`: nothing.
    let declared: String?
    /// Which keys of the modality map are made of it.
    let use: [String]

    /// The columns of one file, in its order, then what is declared but not there. Cameras are listed elsewhere.
    static func all(of file: URL, _ info: DatasetInfo, _ map: ModalityMap) throws -> [ColumnSummary] {
        let fields = try ParquetFile.schema(file)
        let missing = info.features.filter { feature in
            !feature.value.isPicture && !fields.contains { $0.name == feature.key }
        }
        return try fields.map { field in
            ColumnSummary(
                name: field.name, type: field.type, width: try width(of: field, in: file),
                declared: declaration(field.name, info), use: uses(field.name, map))
        }
            + missing.keys.sorted().map { name in
                ColumnSummary(
                    name: name, type: nil, width: nil, declared: declaration(name, info), use: uses(name, map))
            }
    }

    private static func width(of field: ParquetField, in file: URL) throws -> Int? {
        guard field.type.contains("list<") else { return field.type.contains("struct") ? nil : 1 }
        // Not numbers, or of several lengths: then there is no width.
        return try ParquetFile.read(file, columns: [field.name])[field.name].flatMap { try? $0.vectors().width }
    }

    private static func declaration(_ name: String, _ info: DatasetInfo) -> String? {
        info.features[name].map { "\($0.dtype) \(Format.shape($0.shape))" }
    }

    private static func uses(_ name: String, _ map: ModalityMap) -> [String] {
        let groups = [Modality.state, .action].filter { modality in
            map.slices(modality).values.contains { $0.column(modality) == name }
        }
        let annotations = map.annotation.keys.sorted().filter { map.column(annotation: $0) == name }
        return groups.map { "\($0.rawValue).*" } + annotations.map { "annotation.\($0)" }
            + (name == "timestamp" ? ["the clock"] : [])
    }
}
