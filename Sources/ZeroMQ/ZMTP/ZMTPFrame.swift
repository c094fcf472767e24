/// The frames of ZMTP 3.0 (rfc.zeromq.org/spec/23): a byte of flags, a length in one byte or eight, a body.
public enum ZMTPFrame {
    struct Flags: OptionSet {
        let rawValue: UInt8

        /// More parts of the message follow.
        static let more = Flags(rawValue: 1)
        /// The length has eight bytes.
        static let long = Flags(rawValue: 2)
        /// Between the peers' libraries, not for the program.
        static let command = Flags(rawValue: 4)
        static let known: Flags = [.more, .long, .command]
    }

    /// A message, all its parts.
    public static func message(_ parts: some Collection<[UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count + 9 })
        for (index, part) in parts.enumerated() {
            append(part, index == parts.count - 1 ? [] : .more, to: &bytes)
        }
        return bytes
    }

    static func command(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        append([UInt8(name.utf8.count)] + Array(name.utf8) + content, .command, to: &bytes)
        return bytes
    }

    /// Length in four bytes, value.
    static func property(_ name: String, _ value: String) -> [UInt8] {
        [UInt8(name.utf8.count)] + Array(name.utf8) + bigEndian(UInt32(value.utf8.count)) + Array(value.utf8)
    }

    private static func append(_ body: [UInt8], _ flags: Flags, to bytes: inout [UInt8]) {
        if body.count < 256 {
            bytes += [flags.rawValue, UInt8(body.count)]
        } else {
            bytes.append(flags.union(.long).rawValue)
            bytes += bigEndian(UInt64(body.count))
        }
        bytes += body
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
