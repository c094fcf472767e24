/// The fields of a message in the wire format of Protocol Buffers, without knowing what they mean. Bytes that are no message
/// have the fields that can be read before the damage.
struct ProtobufFields {
    enum Value {
        case integer(UInt64)
        case bytes(ArraySlice<UInt8>)

        var integer: UInt64? { if case .integer(let value) = self { value } else { nil } }
        var bytes: ArraySlice<UInt8>? { if case .bytes(let value) = self { value } else { nil } }
    }

    private var rest: ArraySlice<UInt8>
    private(set) var fields: [(number: UInt64, value: Value)] = []

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
        while let key = variable(), let value = value(wire: key & 7) { fields.append((key >> 3, value)) }
    }

    /// Of several fields with one number the last counts, as the format has it.
    func last(_ number: UInt64) -> Value? { fields.last { $0.number == number }?.value }

    private mutating func value(wire: UInt64) -> Value? {
        switch wire {
        case 0: variable().map(Value.integer)
        case 1: take(8).map(Value.bytes)
        case 2: variable().flatMap { Int(exactly: $0) }.flatMap { take($0) }.map(Value.bytes)
        case 5: take(4).map(Value.bytes)
        default: nil
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func variable() -> UInt64? {
        var (result, shift) = (UInt64(0), UInt64(0))
        while shift < 64, let byte = rest.popFirst() {
            result |= UInt64(byte & 127) << shift
            if byte < 128 { return result }
            shift += 7
        }
        return nil
    }
}
