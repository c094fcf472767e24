import Foundation

/// Writes safetensors files, tensor after tensor, without ever holding more than the caller hands over at once.
public enum SafetensorsWriter {
    /// Hands over the bytes of a tensor: calls `append` once or more, until all its bytes have been given.
    public typealias Supply = (_ tensor: TensorEntry, _ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    /// Writes `tensors` to `url`, which appears when all is written, and not otherwise.
    ///
    /// The bytes are the reference's for the same tensors: sorted by falling alignment, then name; the header padded with
    /// spaces to 8 bytes, so every tensor is aligned when the file is mapped.
    /// - Parameters:
    ///   - metadata: `__metadata__`; PyTorch refuses files whose `format` is missing.
    ///   - supply: called once per tensor in the order of the file.
    /// - Throws: ``CheckpointError``: `cannotWrite`, `nameTaken`, `wrongByteCount`; or what `supply` throws.
    public static func write(
        _ tensors: [TensorEntry], metadata: [String: String] = ["format": "pt"], to url: URL, supply: Supply
    ) throws {
        try prepare(tensors, metadata: metadata, to: url, supply: supply).commit()
    }

    /// ``write(_:metadata:to:supply:)`` up to the moment when the file gets its name.
    static func prepare(
        _ tensors: [TensorEntry], metadata: [String: String], to url: URL, supply: Supply
    ) throws -> AtomicFile {
        let ordered = tensors.sorted(by: precedes)
        let (header, dataBytes) = try header(ordered, metadata)
        guard header.count - 8 <= SafetensorsHeader.longest else {
            throw CheckpointError.cannotWrite(
                path: url.path, reason: "the names take more than \(SafetensorsHeader.longest) bytes; write shards")
        }
        let (expected, overflow) = header.count.addingReportingOverflow(dataBytes)
        guard !overflow else { throw CheckpointError.cannotWrite(path: url.path, reason: "the tensors are too large") }
        let file = try AtomicFile(url, expectedBytes: expected)
        try header.withUnsafeBytes(file.append)
        for tensor in ordered {
            var supplied = 0
            try supply(tensor) { bytes in
                supplied += bytes.count
                guard supplied <= tensor.byteCount else { throw wrongCount(tensor, supplied) }
                try file.append(bytes)
            }
            guard supplied == tensor.byteCount else { throw wrongCount(tensor, supplied) }
        }
        try file.finish()
        return file
    }

    /// The reference sorts so that a tensor never starts between the elements of a wider type.
    private static func precedes(_ left: TensorEntry, _ right: TensorEntry) -> Bool {
        let (leftRank, rightRank) = (alignmentRank[left.type, default: 0], alignmentRank[right.type, default: 0])
        return leftRank != rightRank
            ? leftRank > rightRank : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }

    private static let alignmentRank = Dictionary(
        uniqueKeysWithValues: zip(TensorType.allCases, TensorType.allCases.indices))

    /// The 8 bytes of length, the JSON and its padding; and the number of bytes of all tensors.
    private static func header(
        _ tensors: [TensorEntry], _ metadata: [String: String]
    ) throws -> (bytes: [UInt8], dataBytes: Int) {
        var fields: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)):\(jsonString($0.value))" }
            fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var names: Set<String> = ["__metadata__"]
        var offset = 0
        for tensor in tensors {
            guard names.insert(tensor.name).inserted else { throw CheckpointError.nameTaken(tensor: tensor.name) }
            let (end, overflow) = offset.addingReportingOverflow(tensor.byteCount)
            guard !overflow else { throw CheckpointError.badShape(tensor: tensor.name, shape: tensor.shape) }
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            fields.append(
                "\(jsonString(tensor.name)):{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var json = Array("{\(fields.joined(separator: ","))}".utf8)
        json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
        return (withUnsafeBytes(of: UInt64(json.count).littleEndian, Array.init) + json, offset)
    }

    private static func wrongCount(_ tensor: TensorEntry, _ supplied: Int) -> CheckpointError {
        .wrongByteCount(tensor: tensor.name, expected: tensor.byteCount, supplied: supplied)
    }
}
