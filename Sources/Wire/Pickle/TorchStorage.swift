/// The elements behind a tensor, as `torch.save` writes them in its legacy format: five pickles (a magic number, a version,
/// facts of the machine, a persistent id, the keys of the storages), then a count in 64 bits and the elements.
struct TorchStorage {
    let dtype: NumpyDType
    let bytes: ArraySlice<UInt8>

    /// What the persistent id says of it.
    struct Reference {
        let dtype: NumpyDType
        let key: String
        let count: Int
    }

    /// 0x1950A86A20F9469CFC6C.
    static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    static let version = 1001

    init(_ bytes: ArraySlice<UInt8>, limits: WireLimits) throws(WireError) {
        let message = Array(bytes)
        var position = 0
        func pickle() throws(WireError) -> (Unpickler, PickleNode) {
            var unpickler = try Unpickler(
                message, in: position..<message.count, limits: limits, isStorage: true)
            let root = try unpickler.load()
            position = unpickler.reader.position
            return (unpickler, unpickler.nodes[root])
        }
        let invalid = WireError.malformed(format: "torch", offset: 0, reason: "a storage that torch.save did not write")
        guard case .large(Self.magic[...]) = try pickle().1, case .int(Self.version) = try pickle().1 else {
            throw invalid
        }
        let (machine, facts) = try pickle()
        guard case .dictionary(let entries) = facts else { throw invalid }
        for entry in entries {
            guard case .text("little_endian") = machine.nodes[entry.key] else { continue }
            guard case .bool(true) = machine.nodes[entry.value] else {
                throw .badArray(reason: "a tensor from a big-endian machine")
            }
        }
        guard case .storageReference(let reference) = try pickle().1 else { throw invalid }
        let (list, keys) = try pickle()
        guard case .list(let items) = keys, items.count == 1, case .text(reference.key) = list.nodes[items[0]] else {
            throw invalid
        }
        var reader = ByteReader(message, in: position..<message.count, format: "torch")
        guard try reader.littleEndian(8) == UInt64(reference.count) else { throw invalid }
        let (size, overflow) = reference.count.multipliedReportingOverflow(by: reference.dtype.bytes)
        guard !overflow else { throw invalid }
        dtype = reference.dtype
        self.bytes = message[try reader.take(size)]
    }

    /// The elements that a tensor sees, in C order.
    ///
    /// - Parameters:
    ///   - offset: of its first element.
    ///   - strides: elements from one to the next along each axis.
    func tensor(offset: Int, shape: [Int], strides: [Int]) throws(WireError) -> NDArray {
        let size = try NDArray.size(of: dtype, shape: shape)
        guard shape.count == strides.count, offset >= 0 else {
            throw .badArray(reason: "a tensor of \(shape) at \(offset)")
        }
        guard size > 0 else { return NDArray(dtype: dtype, shape: shape, bytes: []) }
        let width = dtype.bytes
        // A tensor that sees elements many times over would unfold to any size.
        guard size <= bytes.count else {
            throw .badArray(
                reason: "a tensor of \(shape) over \(bytes.count / width) elements; send tensor.contiguous()")
        }
        var last = offset
        for (axis, stride) in zip(shape, strides) {
            let (reach, overflow) = (axis - 1).multipliedReportingOverflow(by: stride)
            let (sum, isBeyond) = last.addingReportingOverflow(reach)
            guard stride >= 0, !overflow, !isBeyond, sum < bytes.count / width else {
                throw .badArray(reason: "a tensor of \(shape) with strides \(strides) leaves its storage")
            }
            last = sum
        }
        let start = bytes.startIndex + offset * width
        if strides.isContiguous(in: shape) {
            return NDArray(dtype: dtype, shape: shape, bytes: Array(bytes[start..<start + size]))
        }
        return NDArray(
            dtype: dtype, shape: shape,
            bytes: bytes.gathered(
                shape: shape, strides: strides.map { $0 * width }, width: width, from: offset * width))
    }
}

extension [Int] {
    /// Whether these strides are those of C order.
    fileprivate func isContiguous(in shape: [Int]) -> Bool {
        var expected = 1
        for (axis, stride) in zip(shape, self).reversed() where axis > 1 {
            guard stride == expected else { return false }
            expected *= axis
        }
        return true
    }
}
