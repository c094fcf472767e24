import COpenSSL

/// Random seeds that follow from numbers alone, so that a draw is the same on any thread, in any order, after any break.
package enum DrawSeed {
    /// The low 128 bits of the SHA-256 of the numbers, written as Python writes a tuple: `(epoch, index, seed)` is the
    /// reference's seed of one draw of a mixture (`LeRobotMixtureDataset.sample_step`, `gr00t/data/dataset.py`).
    package static func value(_ numbers: Int...) -> UInt128 {
        let text = Array("(\(numbers.map(String.init).joined(separator: ", ")))".utf8)
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let succeeded = EVP_Digest(text, text.count, &digest, &length, EVP_sha256(), nil) == 1
        precondition(succeeded && length == 32, "OpenSSL has no SHA-256")
        return digest[16..<32].reduce(0) { $0 << 8 | UInt128($1) }
    }
}
