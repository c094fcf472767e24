/// The two 32-bit checksums of the log formats, a table of 256 entries each.
struct CyclicChecksum: Sendable {
    private let table: [UInt32]

    /// Castagnoli's polynomial: TFRecord.
    static let castagnoli = CyclicChecksum(reversedPolynomial: 0x82f6_3b78)
    /// That of IEEE 802.3, as in zlib: W&B.
    static let ieee = CyclicChecksum(reversedPolynomial: 0xedb8_8320)

    private init(reversedPolynomial: UInt32) {
        table = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? reversedPolynomial ^ (value >> 1) : value >> 1 }
        }
    }

    func callAsFunction(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { value, byte in table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8) }
    }
}

extension FixedWidthInteger {
    /// Least significant byte first, the order of both formats.
    var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
