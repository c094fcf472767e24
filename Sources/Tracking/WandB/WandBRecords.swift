import Foundation

/// The messages in a `.wandb` file, with the field numbers of W&B's `wandb_internal.proto` (0.31).
enum WandBRecords {
    static func header(_ record: inout ProtobufMessage) {
        record.message(21) { header in
            header.message(1) {
                $0.text(1, "gr00t-swift")
                // The first version whose reader accepts such files.
                $0.text(2, "0.70.0")
            }
        }
    }

    static func run(_ run: WandBRun, start: Date, _ record: inout ProtobufMessage) {
        record.message(17) { message in
            message.text(1, run.id)
            if let entity = run.entity { message.text(2, entity) }
            message.text(3, run.project)
            if !run.config.isEmpty {
                message.message(4) { config in
                    for (key, json) in run.config {
                        config.message(1) {
                            $0.text(1, key)
                            $0.text(16, json)
                        }
                    }
                }
            }
            message.text(8, run.name)
            message.text(13, hostName())
            message.message(17) { $0.integer(1, Int(start.timeIntervalSince1970)) }
            // As with `resume="allow"`: what the server has of this id is continued, not replaced.
            message.integer(24, 1)
        }
    }

    /// A row of the history.
    static func history(_ items: [(key: String, json: String)], step: Int, _ record: inout ProtobufMessage) {
        record.message(2) { history in
            add(items, &history)
            history.message(2) { $0.integer(1, step) }
        }
    }

    /// The last value of each number, which W&B's tables show.
    static func summary(_ items: [(key: String, json: String)], _ record: inout ProtobufMessage) {
        record.message(3) { add(items, &$0) }
    }

    static func exit(code: Int, runtime: Int, _ record: inout ProtobufMessage) {
        record.message(18) {
            $0.integer(1, code)
            $0.integer(2, runtime)
        }
    }

    /// A number as W&B's JSON has it, which is Python's.
    static func json(_ value: Double) -> String {
        value.isFinite ? "\(value)" : value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    private static func add(_ items: [(key: String, json: String)], _ message: inout ProtobufMessage) {
        for (key, json) in items {
            message.message(1) {
                // As a path of one part: a plain `key` would be split at its points.
                $0.text(2, key)
                $0.text(16, json)
            }
        }
    }
}
