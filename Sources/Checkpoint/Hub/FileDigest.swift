import COpenSSL
import Foundation

/// What the hub names a file's content by, from its ETag: SHA-256 for a large file (git LFS), git's own SHA-1 for a small one.
enum FileDigest: Sendable, Hashable {
    case sha256(String)
    case gitBlob(String)

    /// Nil when `etag` is neither; `W/` and quotes are stripped.
    init?(etag: String) {
        var text = etag[...]
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        let digits = text.trimmingCharacters(in: ["\""])
        if isHexadecimal(digits, digits: 64) {
            self = .sha256(digits)
        } else if isHexadecimal(digits, digits: 40) {
            self = .gitBlob(digits)
        } else {
            return nil
        }
    }

    var hexadecimal: String {
        switch self {
        case .sha256(let digits), .gitBlob(let digits): digits
        }
    }

    /// The digest of the same kind of the file at `url`. Throws ``CheckpointError/cannotRead(path:reason:)``.
    func ofFile(_ url: URL, byteCount: Int) throws -> FileDigest {
        switch self {
        case .sha256: .sha256(try Self.hash(url, EVP_sha256(), prefix: ""))
        // git hashes a header before the content: `git hash-object`.
        case .gitBlob: .gitBlob(try Self.hash(url, EVP_sha1(), prefix: "blob \(byteCount)\0"))
        }
    }

    private static func hash(_ url: URL, _ algorithm: OpaquePointer?, prefix: String) throws -> String {
        func failure(_ reason: String) -> CheckpointError { .cannotRead(path: url.path, reason: reason) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let start = Array(prefix.utf8)
        guard let context, EVP_DigestInit_ex(context, algorithm, nil) == 1,
            EVP_DigestUpdate(context, start, start.count) == 1
        else { throw failure("OpenSSL has no such digest") }

        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(systemMessage()) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(systemMessage()) }
            if count == 0 { break }
            guard EVP_DigestUpdate(context, buffer, count) == 1 else { throw failure("OpenSSL failed") }
        }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { throw failure("OpenSSL failed") }
        return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
