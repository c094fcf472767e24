import Foundation

/// The framing of a `.wandb` file: 7 bytes of header, then the log format of LevelDB
/// (github.com/google/leveldb/blob/main/doc/log_format.md) with a plain checksum.
///
/// A block is 32 KiB, counted from the start of the file, header included. A record is one or more pieces that do not cross
/// blocks, each with checksum, length and kind before it; fewer than 7 bytes at the end of a block are zeros.
enum WandBRecordLog {
    /// `:W&B`, a magic number, version 0.
    static let header: [UInt8] = Array(":W&B".utf8) + [0xE1, 0xBE, 0]
    static let blockBytes = 32_768
    static let pieceHeaderBytes = 7

    enum Kind: UInt8 {
        case whole = 1
        case first, middle, last
    }

    /// The bytes that append `record` to a file of `offset` bytes.
    static func framed(_ record: [UInt8], at offset: Int) -> [UInt8] {
        var framed: [UInt8] = []
        var rest = record[...]
        var isFirst = true
        repeat {
            let room = blockBytes - (offset + framed.count) % blockBytes
            guard room >= pieceHeaderBytes else {
                framed += [UInt8](repeating: 0, count: room)
                continue
            }
            let piece = rest.prefix(room - pieceHeaderBytes)
            rest = rest.dropFirst(piece.count)
            let kind: Kind = rest.isEmpty ? (isFirst ? .whole : .last) : isFirst ? .first : .middle
            framed += checksum(kind.rawValue, piece).littleEndianBytes
            framed += UInt16(piece.count).littleEndianBytes
            framed.append(kind.rawValue)
            framed += piece
            isFirst = false
        } while !rest.isEmpty || isFirst
        return framed
    }

    /// The records of a file, each with the offset that its framing begins at; those after a damaged or torn one are left out.
    static func records(_ file: [UInt8]) -> [(offset: Int, record: [UInt8])] {
        var records: [(offset: Int, record: [UInt8])] = []
        guard file.starts(with: header) else { return [] }
        var offset = header.count
        var open: (offset: Int, record: [UInt8])?
        while offset < file.count {
            let room = blockBytes - offset % blockBytes
            guard room >= pieceHeaderBytes else {
                offset += room
                continue
            }
            let start = offset + pieceHeaderBytes
            guard start <= file.count else { return records }
            let length = Int(file[offset + 4]) | Int(file[offset + 5]) << 8
            guard let kind = Kind(rawValue: file[offset + 6]), length <= room - pieceHeaderBytes,
                start + length <= file.count
            else { return records }
            let piece = file[start..<start + length]
            guard checksum(kind.rawValue, piece).littleEndianBytes[...] == file[offset..<offset + 4] else {
                return records
            }
            if kind == .whole || kind == .first { open = (offset, []) }
            guard open != nil else { return records }
            open?.record += piece
            if kind == .whole || kind == .last, let whole = open {
                records.append(whole)
                open = nil
            }
            offset = start + length
        }
        return records
    }

    private static func checksum(_ kind: UInt8, _ piece: ArraySlice<UInt8>) -> UInt32 {
        CyclicChecksum.ieee(CollectionOfOne(kind) + Array(piece))
    }
}
