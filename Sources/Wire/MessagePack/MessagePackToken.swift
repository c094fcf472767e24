/// One value of MessagePack, or the beginning of one that has others in it.
enum MessagePackToken {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(Range<Int>)
    case bytes(Range<Int>)
    case list(Int)
    case map(Int)
}

extension ByteReader {
    /// Reads one token. The count of a list or map is at most what the rest of the message can hold.
    mutating func messagePackToken() throws(WireError) -> MessagePackToken {
        let start = position
        let marker = try byte()
        switch marker {
        case 0x00...0x7F: return .int(Int(marker))
        case 0x80...0x8F: return .map(try count(UInt64(marker & 0x0F), each: 2, from: start))
        case 0x90...0x9F: return .list(try count(UInt64(marker & 0x0F), each: 1, from: start))
        case 0xA0...0xBF: return .string(try take(Int(marker & 0x1F)))
        case 0xC0: return .null
        case 0xC2, 0xC3: return .bool(marker == 0xC3)
        case 0xC4, 0xC5, 0xC6: return .bytes(try take(try length(try bigEndian(1 << Int(marker - 0xC4)))))
        case 0xCA: return .double(Double(Float(bitPattern: UInt32(try bigEndian(4)))))
        case 0xCB: return .double(Double(bitPattern: try bigEndian(8)))
        case 0xCC, 0xCD, 0xCE, 0xCF:
            guard let value = Int(exactly: try bigEndian(1 << Int(marker - 0xCC))) else {
                throw failure("a whole number of 2^63 or more", at: start)
            }
            return .int(value)
        case 0xD0: return .int(Int(Int8(truncatingIfNeeded: try bigEndian(1))))
        case 0xD1: return .int(Int(Int16(truncatingIfNeeded: try bigEndian(2))))
        case 0xD2: return .int(Int(Int32(truncatingIfNeeded: try bigEndian(4))))
        case 0xD3: return .int(Int(truncatingIfNeeded: try bigEndian(8)))
        case 0xD9, 0xDA, 0xDB: return .string(try take(try length(try bigEndian(1 << Int(marker - 0xD9)))))
        case 0xDC, 0xDD: return .list(try count(try bigEndian(2 << Int(marker - 0xDC)), each: 1, from: start))
        case 0xDE, 0xDF: return .map(try count(try bigEndian(2 << Int(marker - 0xDE)), each: 2, from: start))
        case 0xC7, 0xC8, 0xC9, 0xD4...0xD8:
            throw failure("an extension type, which no robot's message needs,", at: start)
        case 0xE0...0xFF: return .int(Int(Int8(bitPattern: marker)))
        default: throw failure("0x\(String(marker, radix: 16)), which begins no value,", at: start)
        }
    }

    /// A count, of at most 32 bits, of values that take at least `each` bytes apiece.
    private func count(_ value: UInt64, each: Int, from start: Int) throws(WireError) -> Int {
        guard value <= UInt64(remaining / each) else {
            throw .cutOff(format: format, offset: start, needs: Int(value) * each, has: remaining)
        }
        return Int(value)
    }
}
