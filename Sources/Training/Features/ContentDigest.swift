import COpenSSL

/// SHA-256 of what is added, piece by piece. A text is hashed with its length before it, so that two lists of texts are never
/// the same bytes.
final class ContentDigest {
    private let context: OpaquePointer?

    init() {
        context = EVP_MD_CTX_new()
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "OpenSSL has no SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    func add(_ bytes: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "OpenSSL failed")
    }

    func add(_ numbers: [Int]) { numbers.map { Int64($0).littleEndian }.withUnsafeBytes(add) }

    func add(_ text: String) {
        add([text.utf8.count])
        Array(text.utf8).withUnsafeBytes(add)
    }

    /// The digest of all that was added, as 64 digits. Ends it: nothing may be added afterwards.
    func hexadecimal() -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        precondition(EVP_DigestFinal_ex(context, &digest, &length) == 1, "OpenSSL failed")
        return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
