/// A message of Protocol Buffers as a tree that is asked by field numbers.
struct ProtobufReading {
    private var fields: [Int: [Field]] = [:]

    private enum Field {
        case number(UInt64)
        case content([UInt8])
    }

    struct Damaged: Error {}

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        func variable() throws -> UInt64 {
            var (value, shift): (UInt64, UInt64) = (0, 0)
            while let byte = rest.popFirst() {
                value += UInt64(byte % 128) << shift
                if byte < 128 { return value }
                shift += 7
            }
            throw Damaged()
        }
        func take(_ count: Int) throws -> [UInt8] {
            guard count <= rest.count else { throw Damaged() }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        while !rest.isEmpty {
            let key = try variable()
            let field: Field
            switch key % 8 {
            case 0: field = .number(try variable())
            case 1: field = .number(RecordReading.number(try take(8)[...]))
            case 2: field = .content(try take(Int(try variable())))
            case 5: field = .number(RecordReading.number(try take(4)[...]))
            default: throw Damaged()
            }
            fields[Int(key / 8), default: []].append(field)
        }
    }

    var numbers: Set<Int> { Set(fields.keys) }

    func messages(_ field: Int) throws -> [ProtobufReading] {
        try (fields[field] ?? []).map { value in
            guard case .content(let bytes) = value else { throw Damaged() }
            return try ProtobufReading(bytes)
        }
    }

    func message(_ path: Int...) throws -> ProtobufReading? {
        try path.reduce(self) { message, field in try message?.messages(field).first }
    }

    func text(_ field: Int) -> String? {
        guard case .content(let bytes)? = fields[field]?.last else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func integer(_ field: Int) -> Int? {
        guard case .number(let bits)? = fields[field]?.last else { return nil }
        return Int(truncatingIfNeeded: bits)
    }

    func double(_ field: Int) -> Double? {
        guard case .number(let bits)? = fields[field]?.last else { return nil }
        return Double(bitPattern: bits)
    }

    func float(_ field: Int) -> Float? {
        guard case .number(let bits)? = fields[field]?.last else { return nil }
        return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    }
}
