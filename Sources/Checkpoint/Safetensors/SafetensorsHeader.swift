/// The header of a safetensors file: 8 bytes of length (little-endian), then JSON of that length, then the data.
///
///     {"__metadata__": {"format": "pt"},
///      "weight": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]}, …}
///
/// Offsets count from the end of the header. The tensors must cover the data exactly: no overlap and no hole, so nothing can
/// be smuggled in a file and no tensor aliases another (https://github.com/huggingface/safetensors#format). Stricter than
/// the reference in one point: a tensor with fields beside the three is refused.
package struct SafetensorsHeader: Sendable {
    /// The reference's limit on the JSON, in bytes: bounds what a hostile file can make a reader allocate.
    package static let longest = 100_000_000
    /// libtorch's own loops take at most 64 dimensions.
    package static let mostDimensions = 64

    package let entries: [String: TensorEntry]
    /// First byte of each tensor, counted from the start of the file.
    package let offsets: [String: Int]
    package let metadata: [String: String]

    /// Reads and checks the header of `file`, the whole file. Does not touch the data.
    package init(_ file: UnsafeRawBufferPointer) throws(SafetensorsProblem) {
        guard file.count >= 8 else { throw .tooShort(fileBytes: file.count) }
        let length = UInt64(littleEndian: file.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(Self.longest) else { throw .headerTooLong(length) }
        let dataStart = 8 + Int(length)
        guard dataStart <= file.count else { throw .headerPastEnd(headerBytes: Int(length), fileBytes: file.count) }

        let parsed = try SafetensorsHeaderParser.parse(file, 8..<dataStart)
        metadata = parsed.metadata
        let dataBytes = file.count - dataStart
        var entries: [String: TensorEntry] = [:]
        var offsets: [String: Int] = [:]
        entries.reserveCapacity(parsed.tensors.count)
        offsets.reserveCapacity(parsed.tensors.count)
        for tensor in parsed.tensors {
            let entry = try Self.check(tensor, dataBytes: dataBytes)
            guard entries.updateValue(entry, forKey: tensor.name) == nil else { throw .duplicateKey(tensor.name) }
            offsets[tensor.name] = dataStart + tensor.begin
        }
        try Self.checkCoverage(parsed.tensors, dataBytes: dataBytes)
        self.entries = entries
        self.offsets = offsets
    }

    private static func check(_ tensor: ParsedTensor, dataBytes: Int) throws(SafetensorsProblem) -> TensorEntry {
        guard let type = TensorType(rawValue: tensor.type) else {
            throw .unknownType(tensor: tensor.name, type: tensor.type)
        }
        guard tensor.begin <= tensor.end else {
            throw .offsetsReversed(tensor: tensor.name, begin: tensor.begin, end: tensor.end)
        }
        guard tensor.end <= dataBytes else {
            throw .dataPastEnd(tensor: tensor.name, end: tensor.end, dataBytes: dataBytes)
        }
        guard let byteCount = type.byteCount(shape: tensor.shape) else {
            throw .shapeOverflow(tensor: tensor.name, shape: tensor.shape)
        }
        guard byteCount == tensor.end - tensor.begin else {
            throw .sizeMismatch(
                tensor: tensor.name, type: type, shape: tensor.shape, offsetBytes: tensor.end - tensor.begin)
        }
        return TensorEntry(name: tensor.name, type: type, shape: tensor.shape, checkedByteCount: byteCount)
    }

    private static func checkCoverage(_ tensors: [ParsedTensor], dataBytes: Int) throws(SafetensorsProblem) {
        // Old writers order the header by name; only the order of the data counts.
        let ordered = tensors.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
        var covered = 0
        var previous = ""
        for tensor in ordered {
            guard tensor.begin >= covered else { throw .overlap(tensor: tensor.name, with: previous) }
            guard tensor.begin == covered else { throw .hole(from: covered, to: tensor.begin) }
            covered = tensor.end
            previous = tensor.name
        }
        guard covered == dataBytes else { throw .hole(from: covered, to: dataBytes) }
    }
}
