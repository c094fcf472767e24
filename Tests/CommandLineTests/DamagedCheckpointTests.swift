import Checkpoint
import Foundation
import TestSupport
import Testing

/// Checkpoints that do not fit together: exit code 2 and a message that names file and key, never a trap or a wrong answer.
@Suite struct DamagedCheckpointTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: [String]
        /// Damages a copy of a good checkpoint.
        let damage: @Sendable (URL) throws -> Void

        init(_ name: String, says: String..., damage: @escaping @Sendable (URL) throws -> Void) {
            testDescription = name
            self.says = says
            self.damage = damage
        }
    }

    private static let key = "action_head.future_tokens.weight"

    @Test(arguments: [
        Case("missing key", says: key, "1 missing") { try rewrite($0) { $0.name == key ? nil : $0 } },
        Case("extra key", says: "no_such.weight", "1 not used", key, "1 missing") {
            try rewrite($0) {
                $0.name == key ? try TensorEntry(name: "no_such.weight", type: $0.type, shape: $0.shape) : $0
            }
        },
        Case("misshapen key", says: key, "1 of the wrong shape") {
            try rewrite($0) {
                $0.name == key ? try TensorEntry(name: key, type: $0.type, shape: $0.shape.reversed()) : $0
            }
        },
        Case("truncated weights", says: "model.safetensors") { try truncate($0.appending(path: "model.safetensors")) },
        Case("empty weights", says: "model.safetensors") {
            try Data().write(to: $0.appending(path: "model.safetensors"))
        },
        Case("no weights", says: "model.safetensors") { try remove("model.safetensors", $0) },
        Case("no config", says: "config.json") { try remove("config.json", $0) },
        Case("truncated config", says: "config.json") { try truncate($0.appending(path: "config.json")) },
        Case("two billion projectors", says: "action_head_cfg.max_num_embodiments", "2000000000") {
            try edit("config.json", $0, #""max_num_embodiments"\s*:\s*32"#, #""max_num_embodiments": 2000000000"#)
        },
        Case("select_layer past the end", says: "select_layer") {
            try edit("config.json", $0, #""select_layer"\s*:\s*3"#, #""select_layer": 99"#)
        },
        Case("no metadata", says: "experiment_cfg/metadata.json") { try remove("experiment_cfg/metadata.json", $0) },
        Case("metadata of other joints", says: "state.gripper") {
            try edit("experiment_cfg/metadata.json", $0, "\"gripper\"", "\"claw\"")
        },
        Case("statistics that are no numbers", says: "metadata.json") {
            try edit("experiment_cfg/metadata.json", $0, #""max"\s*:\s*\["#, #""max": ["wide", "#)
        },
        Case("tokenizer without the image token", says: "<IMG_CONTEXT>") {
            for file in ["added_tokens.json", "tokenizer_config.json"] {
                try edit(file, $0, "<IMG_CONTEXT>", "<OTHER>")
            }
        },
        Case("tokenizer of another model", says: "vocab_size") {
            try edit("eagle_config.json", $0, #""vocab_size"\s*:\s*\d+"#, #""vocab_size": 600"#)
        },
        Case("truncated tokenizer", says: "vocab.json") { try truncate($0.appending(path: "vocab.json")) },
        Case("no tokenizer", says: "--tokenizer") { try remove("vocab.json", $0) },
    ]) func isRefused(_ bad: Case) throws {
        let bench = try Workbench.shared.get()
        try withTemporaryDirectory { directory in
            let copy = directory.appending(path: "checkpoint")
            try FileManager.default.copyItem(at: bench.checkpoint, to: copy)
            try bad.damage(copy)
            let outcome = try bench.evaluate(["--model-path": copy.path])
            #expect(outcome.code == 2)
            #expect(outcome.output.isEmpty)
            for text in bad.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        }
    }

    /// Writes the weights again with other entries; each keeps as many bytes as it had, which become zero.
    private static func rewrite(_ checkpoint: URL, _ change: (TensorEntry) throws -> TensorEntry?) throws {
        let entries = try ModelWeights(checkpoint).entries.values.compactMap(change)
        try ModelWeightsWriter.write(entries, to: checkpoint) { entry, append in
            try [UInt8](repeating: 0, count: entry.byteCount).withUnsafeBytes(append)
        }
    }

    private static func truncate(_ file: URL) throws {
        let data = try Data(contentsOf: file)
        try data.prefix(data.count / 2).write(to: file)
    }

    private static func remove(_ name: String, _ checkpoint: URL) throws {
        try FileManager.default.removeItem(at: checkpoint.appending(path: name))
    }

    /// Replaces what matches; a test must not pass because nothing was changed.
    private static func edit(_ name: String, _ checkpoint: URL, _ pattern: String, _ replacement: String) throws {
        let file = checkpoint.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        try #require(changed != text, "\(name) has nothing like \(pattern)")
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }
}
