/// What peers say before the first message: who they are and that nothing is encrypted.
enum ZMTPHandshake {
    /// Signature, version 3.0, mechanism, and that this side listens.
    static let greetingBytes = 64

    static let greeting: [UInt8] =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 48)

    /// Looks at as much of a greeting as is there.
    static func check(_ greeting: ArraySlice<UInt8>) throws(ZMTPError) {
        let bytes = Array(greeting)
        guard bytes.first ?? 0xFF == 0xFF, bytes.count < 10 || bytes[9] & 1 == 1 else { throw .notZMTP }
        guard bytes.count < 11 || bytes[10] >= 3 else { throw .oldVersion(Int(bytes[10])) }
        guard bytes.count >= greetingBytes else { return }
        let mechanism = bytes[12..<32].prefix { $0 != 0 }
        guard mechanism.elementsEqual("NULL".utf8) else {
            throw .mechanism(String(decoding: mechanism, as: UTF8.self))
        }
    }

    /// The name and the rest of a command's body.
    static func command(_ body: [UInt8]) throws(ZMTPError) -> (name: String, content: ArraySlice<UInt8>) {
        guard let count = body.first, body.count > Int(count) else {
            throw .badHandshake(reason: "a command has no name")
        }
        return (String(decoding: body[1..<1 + Int(count)], as: UTF8.self), body.dropFirst(1 + Int(count)))
    }

    /// The peer's properties, by name in lower case: the names' case doesn't count.
    static func properties(_ content: ArraySlice<UInt8>) throws(ZMTPError) -> [String: [UInt8]] {
        var properties: [String: [UInt8]] = [:]
        var rest = content
        while let nameCount = rest.popFirst() {
            let name = String(decoding: rest.prefix(Int(nameCount)), as: UTF8.self)
            rest = rest.dropFirst(Int(nameCount))
            let length = rest.prefix(4)
            let count = length.reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length.count == 4, rest.count >= count else {
                throw .badHandshake(reason: "the property '\(name.prefix(40))' is cut off")
            }
            properties[name.lowercased()] = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return properties
    }
}
