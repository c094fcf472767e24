extension Unpickler {
    func failure(_ reason: String) -> WireError { reader.failure(reason) }

    /// What calling `function` would make.
    mutating func reduce(_ function: Int, arguments: Int) throws(WireError) -> PickleNode {
        guard case .global(let global) = nodes[function], case .tuple(let arguments) = nodes[arguments] else {
            throw failure("a call of \(nodes[function].kind)")
        }
        switch global {
        case .dtype: return .dtype(try NumpyDType(descriptor: try text(arguments, 0)), isComplete: false)
        case .reconstruct:
            guard case .global(.ndarray)? = node(arguments, 0) else { throw failure("an array of an unknown class") }
            return .emptyArray
        case .scalar:
            let array = try array(
                of: try dtype(node(arguments, 0)), shape: [], bytes: try bytes(node(arguments, 1)), isFortran: false)
            return try number(array)
        case .fromBuffer:
            return .array(
                try array(
                    of: try dtype(node(arguments, 1)), shape: try integers(node(arguments, 2)),
                    bytes: try bytes(node(arguments, 0)), isFortran: try text(arguments, 3) == "F"))
        case .loadFromBytes:
            let bytes = try bytes(node(arguments, 0))
            try count(bytes.count)
            return .storage(try TorchStorage(bytes, limits: limits))
        case .rebuildTensor:
            guard case .storage(let storage)? = node(arguments, 0), case .int(let offset)? = node(arguments, 1) else {
                throw failure("a tensor without a storage")
            }
            let shape = try integers(node(arguments, 2))
            let array = try storage.tensor(offset: offset, shape: shape, strides: try integers(node(arguments, 3)))
            try count(array.bytes.count)
            return .array(array)
        case .orderedDictionary where arguments.isEmpty: return .dictionary([])
        case .bytes where arguments.isEmpty: return .bytes([])
        case .featureType: return .text(try text(arguments, 0))
        case .encode:
            guard try text(arguments, 1) == "latin1" else { throw failure("bytes in another encoding than latin1") }
            let scalars = try text(arguments, 0).unicodeScalars
            try count(scalars.count)
            guard scalars.allSatisfy({ $0.value < 256 }) else { throw failure("bytes above 255") }
            return .bytes(scalars.map { UInt8(truncatingIfNeeded: $0.value) }[...])
        default: throw failure("a call of a class that is not made this way")
        }
    }

    /// What `class.__new__` would make.
    func newObject(_ type: Int, arguments: Int) throws(WireError) -> PickleNode {
        guard case .global(let global) = nodes[type], global.isDataClass, case .tuple(let arguments) = nodes[arguments],
            arguments.isEmpty
        else { throw failure("an object of \(nodes[type].kind) that is not made this way") }
        return .object(global, fields: nil)
    }

    /// `object` after its state was set.
    mutating func built(_ object: Int, state: Int) throws(WireError) -> PickleNode {
        switch (nodes[object], nodes[state]) {
        case (.object(let type, nil), .dictionary): return .object(type, fields: state)
        case (.dtype(let dtype, isComplete: false), .tuple(let state)):
            let order = try text(state, 1)
            guard order == "<" || order == "|" || order == "=" else {
                throw .badArray(
                    reason: "\(dtype) is big-endian; convert with array.astype(array.dtype.newbyteorder('<'))")
            }
            return .dtype(dtype, isComplete: true)
        case (.emptyArray, .tuple(let state)):
            guard case .bool(let isFortran)? = node(state, 3) else { throw failure("an array without its order") }
            return .array(
                try array(
                    of: try dtype(node(state, 2)), shape: try integers(node(state, 1)),
                    bytes: try bytes(node(state, 4)), isFortran: isFortran))
        default: throw failure("\(nodes[object].kind) with a state of \(nodes[state].kind)")
        }
    }

    /// The storage that a persistent id means, which only pickles within the bytes of one have.
    func storageReference(_ id: Int) throws(WireError) -> PickleNode {
        guard isStorage else { throw failure("a persistent id") }
        guard case .tuple(let parts) = nodes[id], parts.count == 6, try text(parts, 0) == "storage",
            case .global(.storage(let dtype))? = node(parts, 1), case .int(let count)? = node(parts, 4),
            case .null? = node(parts, 5), count >= 0
        else { throw failure("a persistent id that means no whole storage") }
        return .storageReference(TorchStorage.Reference(dtype: dtype, key: try text(parts, 2), count: count))
    }

    /// Adds to what was built, and throws where that is more than a message may have.
    private mutating func count(_ bytes: Int) throws(WireError) {
        guard bytes <= limits.bytes - built else {
            throw .tooLarge(what: "what the pickle unfolds to", size: built + bytes, limit: limits.bytes)
        }
        built += bytes
    }

    private mutating func array(
        of dtype: NumpyDType, shape: [Int], bytes: ArraySlice<UInt8>, isFortran: Bool
    ) throws(WireError) -> NDArray {
        try count(bytes.count)
        return isFortran
            ? try NDArray(fortran: dtype, shape: shape, bytes: bytes)
            : try NDArray(checking: dtype, shape: shape, bytes: bytes)
    }

    private func number(_ array: NDArray) throws(WireError) -> PickleNode {
        if let text = array.texts?.first { return .text(text) }
        guard let value = array.doubles?.first else { throw failure("a scalar that is no number") }
        switch array.dtype {
        case .bool: return .bool(value != 0)
        case .float16, .float32, .float64: return .double(value)
        default:
            // 64 bits do not fit into a double.
            var bits: UInt64 = 0
            for byte in array.bytes.reversed() { bits = bits << 8 | UInt64(byte) }
            if array.dtype == .int64 { return .int(Int(truncatingIfNeeded: bits)) }
            guard array.dtype != .uint64 || bits < 1 << 63 else { throw failure("a whole number of 2^63 or more") }
            return .int(array.dtype == .uint64 ? Int(bits) : Int(value))
        }
    }

    private func node(_ items: [Int], _ index: Int) -> PickleNode? {
        items.indices.contains(index) ? nodes[items[index]] : nil
    }

    private func text(_ items: [Int], _ index: Int) throws(WireError) -> String {
        guard case .text(let text)? = node(items, index) else { throw failure("an argument that is no str") }
        return text
    }

    private func bytes(_ node: PickleNode?) throws(WireError) -> ArraySlice<UInt8> {
        guard case .bytes(let bytes)? = node else { throw failure("an argument that is no bytes") }
        return bytes
    }

    private func dtype(_ node: PickleNode?) throws(WireError) -> NumpyDType {
        guard case .dtype(let dtype, isComplete: true)? = node else { throw failure("an array without its dtype") }
        return dtype
    }

    private func integers(_ node: PickleNode?) throws(WireError) -> [Int] {
        guard case .tuple(let items)? = node else { throw failure("a shape that is no tuple") }
        var integers: [Int] = []
        for item in items {
            guard case .int(let value) = nodes[item] else { throw failure("a shape with \(nodes[item].kind)") }
            integers.append(value)
        }
        return integers
    }
}
