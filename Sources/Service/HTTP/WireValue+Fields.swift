import Embodiment
import Wire

extension WireValue {
    /// The entries of a map; of anything else none.
    var fields: [WireField] {
        if case .map(let fields) = self { fields } else { [] }
    }

    /// The value of the first entry `key` of a map; null counts as absent.
    func field(_ key: String) -> WireValue? {
        let value = fields.first { $0.key == key }?.value
        return value == .null ? nil : value
    }
}

extension ModalityConfig {
    /// As in the JSON files of the reference.
    var wireValue: WireValue {
        .map([
            WireField("delta_indices", .list(deltaIndices.map { .int($0) })),
            WireField("modality_keys", .list(modalityKeys.map { .string($0.description) })),
        ])
    }
}
