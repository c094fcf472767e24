import Foundation

/// A vocabulary of bytes alone, made here and not by the code under test: the id of a byte is the byte.
enum ByteFixture {
    static func spelling(_ byte: Int) -> String {
        let kept = Array(33...126) + Array(161...172) + Array(174...255)
        let others = (0..<256).filter { !kept.contains($0) }
        let code = others.firstIndex(of: byte).map { 256 + $0 } ?? byte
        return Unicode.Scalar(UInt32(code)).map(String.init) ?? ""
    }

    static func vocabulary(without missing: Int? = nil, more: [String] = []) -> String {
        let bytes = (0..<256).filter { $0 != missing }.map { ($0, spelling($0)) }
        let members = (bytes + more.enumerated().map { (256 + $0.offset, $0.element) }).map { id, token in
            "\"" + token.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
                + "\": \(id)"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// A `tokenizer.json`.
    static func json(
        preTokenizer: String, normalizer: String = "null", model: String = "", merges: String = #"["a b"]"#,
        added: String = ""
    ) -> String {
        """
        {"version": "1.0", "truncation": null, "added_tokens": [\(added)], "normalizer": \(normalizer),
         "pre_tokenizer": \(preTokenizer), "decoder": {"type": "ByteLevel"},
         "model": {"type": "BPE", \(model) "vocab": \(vocabulary(more: ["ab"])), "merges": \(merges)}}
        """
    }

    static let gpt2 = #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}"#
    static let digits =
        #"{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, "# + gpt2 + "]}"
}
