import Foundation

/// Readers of the log formats, written from their descriptions and not from the code under test: bit by bit where that uses
/// tables.
enum RecordReading {
    /// A checksum by its definition, one bit at a time.
    static func checksum(_ bytes: [UInt8], reversedPolynomial: UInt32) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            for bit in 0..<8 {
                let isOdd = (value ^ UInt32(byte >> UInt8(bit))) & 1 == 1
                value = isOdd ? (value >> 1) ^ reversedPolynomial : value >> 1
            }
        }
        return value ^ UInt32.max
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    struct Damaged: Error { let offset: Int }

    /// The records of a TFRecord file.
    static func tfRecords(_ url: URL) throws -> [[UInt8]] {
        let file = [UInt8](try Data(contentsOf: url))
        func check(_ range: Range<Int>) throws {
            guard range.upperBound + 4 <= file.count else { throw Damaged(offset: range.lowerBound) }
            let plain = checksum(Array(file[range]), reversedPolynomial: 0x82F6_3B78)
            // The mask is undone, not done again.
            let turned = UInt32(number(file[range.upperBound..<range.upperBound + 4])) &- 0xA282_EAD8
            guard turned << 15 | turned >> 17 == plain else { throw Damaged(offset: range.lowerBound) }
        }
        var (records, offset): ([[UInt8]], Int) = ([], 0)
        while offset < file.count {
            try check(offset..<offset + 8)
            let length = Int(number(file[offset..<offset + 8]))
            try check(offset + 12..<offset + 12 + length)
            records.append(Array(file[offset + 12..<offset + 12 + length]))
            offset += 16 + length
        }
        return records
    }

    /// The records of a `.wandb` file: blocks of 32 KiB, the header counted into the first.
    static func wandbRecords(_ url: URL) throws -> (records: [[UInt8]], kinds: Set<UInt8>) {
        let file = [UInt8](try Data(contentsOf: url))
        guard file.starts(with: [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0x00]) else { throw Damaged(offset: 0) }
        var records: [[UInt8]] = []
        var kinds: Set<UInt8> = []
        var open: [UInt8]?
        for blockStart in stride(from: 0, to: file.count, by: 32768) {
            let end = min(blockStart + 32768, file.count)
            var offset = blockStart == 0 ? 7 : blockStart
            while end - offset >= 7 {
                let length = Int(number(file[offset + 4..<offset + 6])), kind = file[offset + 6]
                guard offset + 7 + length <= end else { throw Damaged(offset: offset) }
                let piece = Array(file[offset + 7..<offset + 7 + length])
                guard
                    UInt32(number(file[offset..<offset + 4]))
                        == checksum([kind] + piece, reversedPolynomial: 0xEDB8_8320)
                else { throw Damaged(offset: offset) }
                kinds.insert(kind)
                switch (kind, open) {
                case (1, nil): records.append(piece)
                case (2, nil): open = piece
                case (3, let begun?): open = begun + piece
                case (4, let begun?):
                    records.append(begun + piece)
                    open = nil
                default: throw Damaged(offset: offset)
                }
                offset += 7 + length
            }
            guard file[offset..<end].allSatisfy({ $0 == 0 }) else { throw Damaged(offset: offset) }
        }
        guard open == nil else { throw Damaged(offset: file.count) }
        return (records, kinds)
    }
}
