/// The instructions of one key, as a message has them.
struct AnnotationValue {
    /// Lists within a list, or texts of which each is a list of its own.
    let rows: [[String]]
    let isNested: Bool

    /// Texts in one array; each takes more memory than its characters in the message.
    private static let maximum = 100_000

    init(_ value: WireValue, key: String) throws(WireError) {
        switch value {
        case .string(let text): (rows, isNested) = ([[text]], false)
        case .array(let array):
            guard array.count <= Self.maximum, array.shape.count <= 2, let texts = array.texts else {
                throw Self.unexpected(value, key)
            }
            if array.shape.count == 2, array.shape[1] > 0 {
                let width = array.shape[1]
                rows = stride(from: 0, to: texts.count, by: width).map { Array(texts[$0..<$0 + width]) }
                isNested = true
            } else {
                (rows, isNested) = (texts.map { [$0] }, false)
            }
        case .list(let items):
            var rows: [[String]] = []
            var nested = 0
            for item in items {
                switch item {
                case .string(let text): rows.append([text])
                case .list, .array:
                    let inner = try AnnotationValue(item, key: key)
                    guard !inner.isNested else { throw Self.unexpected(value, key) }
                    rows.append(inner.rows.flatMap { $0 })
                    nested += 1
                default: throw Self.unexpected(value, key)
                }
            }
            guard nested == 0 || nested == items.count else { throw Self.unexpected(value, key) }
            (self.rows, isNested) = (rows, nested > 0)
        default: throw Self.unexpected(value, key)
        }
        guard !rows.isEmpty, rows.allSatisfy({ !$0.isEmpty }) else {
            throw .badObservation(key: key, reason: "it has no text; send an instruction")
        }
    }

    private static func unexpected(_ value: WireValue, _ key: String) -> WireError {
        .badObservation(
            key: key,
            reason: "\(value.kind) is no instruction; send a text, a list of texts, or such lists per observation")
    }
}
