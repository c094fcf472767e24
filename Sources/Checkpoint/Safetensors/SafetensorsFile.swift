import Foundation

/// A safetensors file, mapped into memory: opening it reads the header only, and the data comes from disk page by page when
/// it is touched, without a second copy.
///
/// Every claim of the header is checked on opening (``SafetensorsProblem``), so afterwards the bytes of an entry are there.
public final class SafetensorsFile: Sendable {
    public let url: URL
    /// By the tensor's name.
    public let entries: [String: TensorEntry]
    /// `__metadata__` of the header; `format` is `pt` in files of PyTorch.
    public let metadata: [String: String]
    private let offsets: [String: Int]
    private let file: MappedFile

    /// Opens `url`.
    /// - Parameters:
    ///   - access: `.copyOnWrite` when something may write through ``mappedBytes(of:)``.
    ///   - prefetch: ask the kernel to read the whole file ahead in the background; for a model that is about to be used.
    /// - Throws: ``CheckpointError/cannotRead(path:reason:)`` or ``CheckpointError/badSafetensors(path:problem:)``.
    public init(_ url: URL, access: MappingAccess = .readOnly, prefetch: Bool = false) throws {
        self.url = url
        file = try MappedFile(url.path, access)
        let header: SafetensorsHeader
        do { header = try file.withBytes(SafetensorsHeader.init) } catch {
            throw CheckpointError.badSafetensors(path: url.path, problem: error)
        }
        entries = header.entries
        offsets = header.offsets
        metadata = header.metadata
        if prefetch { file.prefetch() }
    }

    /// Calls `body` with the bytes of tensor `name`, row-major and little-endian; they must not leave `body`.
    /// Throws ``CheckpointError/noSuchTensor(name:path:)`` and what `body` throws.
    public func withBytes<R>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
        // The optimiser may otherwise end the mapping's life before `body` is done.
        try withExtendedLifetime(self) { try body(bytes(of: name)) }
    }

    /// The bytes of tensor `name` in the mapping itself, for a tensor made over them without a copy.
    ///
    /// They live exactly as long as this object: whoever keeps the pointer keeps the object too, for example by
    /// `Unmanaged.passRetained(file)` as the context of `at::from_blob` and a `release()` in its deleter. Nothing may write
    /// through the pointer unless the file was opened with `.copyOnWrite`.
    ///
    /// - Returns: nil when the address is not a multiple of the element's size (possible in files of writers that do not pad
    ///   the header); then copy with ``withBytes(of:_:)``.
    /// - Throws: ``CheckpointError/noSuchTensor(name:path:)``.
    public func mappedBytes(of name: String) throws -> UnsafeRawBufferPointer? {
        let bytes = try bytes(of: name)
        guard let type = entries[name]?.type, UInt(bitPattern: bytes.baseAddress) % UInt(type.bytes) == 0 else {
            return nil
        }
        return bytes
    }

    private func bytes(of name: String) throws -> UnsafeRawBufferPointer {
        guard let entry = entries[name], let offset = offsets[name] else {
            throw CheckpointError.noSuchTensor(name: name, path: url.path)
        }
        return UnsafeRawBufferPointer(rebasing: file.bytes[offset..<offset + entry.byteCount])
    }
}
