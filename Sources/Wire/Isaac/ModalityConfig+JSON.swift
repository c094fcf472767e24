import Embodiment

extension ModalityConfig {
    /// As pydantic's `model_dump_json` writes it.
    var json: String { String(decoding: JSONNumpy.encode(.map(fields)), as: UTF8.self) }

    /// `delta_indices` and `modality_keys`, whole keys.
    var fields: [WireField] { fields { $0.description } }

    /// The same with keys written as `name` has them.
    func fields(_ name: (ModalityKey) -> String) -> [WireField] {
        [
            WireField("delta_indices", .list(deltaIndices.map(WireValue.int))),
            WireField("modality_keys", .list(modalityKeys.map { .string(name($0)) })),
        ]
    }

    /// The config in `as_json`, which is a text in N1.5 and a map later. A map whose keys have no prefix stays one, since
    /// they can't be told without the name of the modality, which stands around it.
    static func value(json: WireValue, limits: WireLimits) throws(WireError) -> WireValue {
        switch json {
        case .string(let text):
            let value = try JSONNumpy.decode(Array(text.utf8), limits: limits)
            return .modalityConfig(try ModalityConfig(value.fields("as_json"), modality: nil))
        case .map(let fields):
            guard let config = try? ModalityConfig(fields, modality: nil) else { return json }
            return .modalityConfig(config)
        default: throw .wrongType(key: "as_json", expected: "a text or a map", found: json.kind)
        }
    }

    /// - Parameter modality: of keys without a prefix.
    init(_ fields: [WireField], modality: Modality?) throws(WireError) {
        let container = "a modality config"
        guard case .list(let indices) = try fields.required("delta_indices", of: container) else {
            throw .wrongType(key: "delta_indices", expected: "a list of whole numbers", found: "another value")
        }
        guard case .list(let names) = try fields.required("modality_keys", of: container) else {
            throw .wrongType(key: "modality_keys", expected: "a list of texts", found: "another value")
        }
        var keys: [ModalityKey] = []
        for name in names {
            let name = try name.string("modality_keys")
            if let key = try? ModalityKey(name) {
                keys.append(key)
            } else if let modality {
                keys.append(ModalityKey(modality, name))
            } else {
                throw .wrongType(
                    key: "modality_keys", expected: "a list of keys such as video.ego_view", found: "'\(name)'")
            }
        }
        self.init(deltaIndices: try WireValue.integers(indices, key: "delta_indices"), modalityKeys: keys)
    }
}
