import Foundation

/// The tokenizer of the nano preset: made by this code, so that the whole system runs with nothing downloaded. The same
/// kind as Qwen's, with 256 byte tokens, merges learnt from a few robot instructions, and the added tokens of Eagle's
/// prompt. The files are those of transformers' `Qwen2Tokenizer`, and the same on every machine.
public enum NanoTokenizer {
    /// What the merges are learnt from.
    private static let instructions = [
        "You are a helpful assistant.", "system", "user", "assistant",
        "pick the pear from the counter and place it in the plate",
        "pick the meat from the counter and place it in the plate",
        "pick the cupcake from the counter and place it in the plate",
        "pick up the red cube and place it in the box", "pick up the green block and put it in the bowl",
        "put the blue ball into the basket", "move the bottle to the left of the cup",
        "stack the yellow block on top of the orange block", "push the button", "turn the knob to the right",
        "open the drawer", "close the drawer", "open the cabinet door and take out the mug",
        "pour the water into the glass", "wipe the table with the cloth", "fold the towel",
        "grasp the handle with the left hand", "hand over the apple from the right hand to the left hand",
        "lift the lid off the pot", "place the fork next to the knife", "sort the screws by size",
        "rotate the cube on the table", "reach the target and hold still",
        "load the dishwasher with the dirty dishes", "insert the peg into the hole", "hang the shirt on the hook",
        "grab the purple block", "lift the yellow cube", "take the blue block", "put the red cube in the bowl",
        "drop the green block into the bowl", "slide the purple block to the right",
        "shove the yellow block to the left",
        "move the blue cube to the left", "where is the purple cube", "what is right of the green cube",
        "what colour is the left cube", "is there a yellow cube", "yes", "yes", "no", "no", "nothing", "red", "green",
        "blue",
        "yellow",
        "purple", "zero one two three four five six seven", "three zero", "two", "four", "five", "six", "seven", "one",
    ]

    /// In the order of their ids, which follow the vocabulary's.
    private static let addedTokens = [
        "<|endoftext|>", ChatTemplate.messageStart, ChatTemplate.messageEnd, ChatTemplate.imageContext,
        ChatTemplate.imageStart, ChatTemplate.imageEnd,
    ]
    private static let mergeCount = 322
    /// The longest prompt the nano preset is made for, in tokens.
    private static let maximumLength = 16_384

    /// The ids of the tokenizer: a nano model's `vocab_size`.
    public static let vocabularySize = 256 + mergeCount + addedTokens.count
    /// A nano model's `image_token_index`.
    public static let imageTokenID = 256 + mergeCount + 3

    /// Writes `vocab.json`, `merges.txt`, `added_tokens.json`, `special_tokens_map.json` and `tokenizer_config.json`.
    /// Creates the directory. Throws ``TokenizationError/unwritableFile(path:reason:)``.
    public static func write(to directory: URL) throws {
        let tokens = (0..<256).map { [UInt8($0)] } + merges.map { $0.left + $0.right }
        let added = addedTokens.enumerated().map { (id: tokens.count + $0.offset, content: $0.element) }
        let flags = #""lstrip": false, "normalized": false, "rstrip": false, "single_word": false"#
        let files: KeyValuePairs = [
            "vocab.json": object(tokens.enumerated().map { (quoted(spelling($0.element)), "\($0.offset)") }),
            "merges.txt": "#version: 0.2\n"
                + merges.map { "\(spelling($0.left)) \(spelling($0.right))\n" }.joined(),
            "added_tokens.json": object(added.map { (quoted($0.content), "\($0.id)") }),
            "special_tokens_map.json": object([
                (quoted("eos_token"), quoted(ChatTemplate.messageEnd)), (quoted("pad_token"), quoted("<|endoftext|>")),
            ]),
            "tokenizer_config.json": object([
                (quoted("add_prefix_space"), "false"),
                (
                    quoted("added_tokens_decoder"),
                    object(
                        added.map {
                            (quoted("\($0.id)"), "{\"content\": \(quoted($0.content)), \(flags), \"special\": true}")
                        })
                ),
                (quoted("clean_up_tokenization_spaces"), "false"),
                (quoted("eos_token"), quoted(ChatTemplate.messageEnd)),
                (quoted("model_max_length"), "\(maximumLength)"),
                (quoted("pad_token"), quoted("<|endoftext|>")),
                (quoted("tokenizer_class"), quoted("Qwen2Tokenizer")),
            ]),
        ]
        for (name, text) in files {
            let file = directory.appending(path: name)
            do {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file, options: .atomic)
            } catch {
                throw TokenizationError.unwritableFile(path: file.path, reason: error.localizedDescription)
            }
        }
    }

    private static let merges = learnMerges()

    /// Byte pair encoding's training: again and again, merge the most frequent neighbouring pair of all pieces; among
    /// equals the first in the order of their bytes, so that the result is always the same.
    private static func learnMerges() -> [(left: [UInt8], right: [UInt8])] {
        var words = instructions.flatMap { instruction in
            let bytes = Array(instruction.utf8)
            return bytes.withUnsafeBufferPointer { PreTokenizer.qwen2.pieces(of: $0) }
                .map { range in bytes[range].map { [$0] } }
        }
        var merges: [(left: [UInt8], right: [UInt8])] = []
        while merges.count < mergeCount {
            var counts: [[[UInt8]]: Int] = [:]
            for word in words {
                for (left, right) in zip(word, word.dropFirst()) { counts[[left, right], default: 0] += 1 }
            }
            let best = counts.max { a, b in
                a.value != b.value ? a.value < b.value : isAfter(a.key, b.key)
            }
            guard let pair = best?.key else { break }
            merges.append((pair[0], pair[1]))
            words = words.map { merged($0, pair) }
        }
        return merges
    }

    private static func isAfter(_ a: [[UInt8]], _ b: [[UInt8]]) -> Bool {
        a[0] != b[0] ? b[0].lexicographicallyPrecedes(a[0]) : b[1].lexicographicallyPrecedes(a[1])
    }

    private static func merged(_ word: [[UInt8]], _ pair: [[UInt8]]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var index = 0
        while index < word.count {
            if index + 1 < word.count, word[index] == pair[0], word[index + 1] == pair[1] {
                result.append(word[index] + word[index + 1])
                index += 2
            } else {
                result.append(word[index])
                index += 1
            }
        }
        return result
    }

    private static func spelling(_ token: [UInt8]) -> String { ByteAlphabet.spelling(of: token) }

    private static func object(_ members: [(String, String)]) -> String {
        "{\n" + members.map { "  \($0.0): \($0.1)" }.joined(separator: ",\n") + "\n}\n"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"" + escaped.joined() + "\""
    }
}
