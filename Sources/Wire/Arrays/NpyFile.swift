/// numpy's `.npy` files (numpy.lib.format), versions 1.0 to 3.0.
public enum NpyFile {
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// Of a header; numpy's own limit.
    private static let maximumHeader = 10_000

    /// The array in a whole file. Big-endian elements, Python objects and records are refused.
    public static func decode(_ bytes: [UInt8]) throws(WireError) -> NDArray {
        try decode(bytes, in: 0..<bytes.count)
    }

    /// The same of a part of `bytes`, which is not copied before it is known to be good.
    static func decode(_ bytes: [UInt8], in range: Range<Int>) throws(WireError) -> NDArray {
        var reader = ByteReader(bytes, in: range, format: ".npy")
        guard bytes[try reader.take(magic.count)].elementsEqual(magic) else {
            throw reader.failure("it does not begin like a .npy file", at: range.lowerBound)
        }
        let (major, minor) = (try reader.byte(), try reader.byte())
        guard (1...3).contains(major), minor == 0 else {
            throw reader.failure("version \(major).\(minor) is unknown; save the array with numpy.save")
        }
        let length = Int(try reader.littleEndian(major == 1 ? 2 : 4))
        guard length <= maximumHeader else {
            throw .tooLarge(what: "the header of the .npy file", size: length, limit: maximumHeader)
        }
        let header = try NpyHeader(bytes, in: try reader.take(length))
        let content = bytes[try reader.take(reader.remaining)]
        return header.isFortranOrder
            ? try NDArray(fortran: header.dtype, shape: header.shape, bytes: content)
            : try NDArray(checking: header.dtype, shape: header.shape, bytes: content)
    }

    /// The file, byte for byte as `numpy.save` writes it.
    public static func encode(_ array: NDArray) -> [UInt8] { header(of: array) + array.bytes }

    /// What stands before the elements, a multiple of 64 bytes.
    static func header(of array: NDArray) -> [UInt8] {
        let axes = array.shape.map(String.init)
        let shape = "(" + axes.joined(separator: ", ") + (axes.count == 1 ? ",)" : ")")
        var text = "{'descr': '\(array.dtype.descriptor)', 'fortran_order': False, 'shape': \(shape), }"
        // numpy leaves room for the first axis to grow to 21 digits.
        if let first = axes.first { text += String(repeating: " ", count: max(0, 21 - first.count)) }
        let unpadded = magic.count + 4 + text.utf8.count + 1
        text += String(repeating: " ", count: 64 - unpadded % 64) + "\n"
        return magic + [1, 0, UInt8(text.utf8.count & 0xFF), UInt8(text.utf8.count >> 8)] + Array(text.utf8)
    }
}
