/// An array as openpi's msgpack-numpy packs it: `__ndarray__`, `data`, `dtype` and `shape`.
enum OpenPIArray {
    /// - Parameter content: where the bytes of `data` are in `bytes`.
    static func decode(
        _ fields: [WireField], _ bytes: [UInt8], content: Range<Int>?
    ) throws(WireError) -> NDArray {
        let container = "an array (__ndarray__)"
        guard let content, fields["data"] != nil else { throw .missing(key: "data", of: container) }
        guard case .string(let descriptor)? = fields["dtype"] else { throw .missing(key: "dtype", of: container) }
        guard case .list(let axes)? = fields["shape"] else { throw .missing(key: "shape", of: container) }
        return try NDArray(
            checking: NumpyDType(descriptor: descriptor), shape: WireValue.integers(axes, key: "shape"),
            bytes: bytes[content])
    }
}
