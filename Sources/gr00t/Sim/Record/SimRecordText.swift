import Foundation
import Simulation

/// What `gr00t sim record` says when it is done.
enum SimRecordText {
    static func summary(_ done: RecordingProgress, output: String) -> String {
        let heading =
            done.recorded == 0
            ? "\(output) has its \(done.episodes) demonstrations already; nothing was recorded"
            : """
            \(output): \(done.episodes) demonstrations, \(Format.count(done.frames)) steps at 10 per second\
            \(done.resumed > 0 ? "; \(done.resumed) of them were there before" : "")
            """
        return [heading, dropped(done), next(output)].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func dropped(_ done: RecordingProgress) -> String {
        guard !done.dropped.isEmpty else { return "" }
        let counts = Dictionary(grouping: done.dropped) { "\($0.task.rawValue): \($0.cause.rawValue)" }
            .map { "\($0.value.count) \($0.key)" }.sorted()
        return """
            \(done.dropped.count) of \(done.episodes + done.dropped.count) attempts failed and are not in it \
            (\(counts.joined(separator: ", ")))
            """
    }

    private static func next(_ output: String) -> String {
        """

        look at it:     gr00t data inspect \(output)
        learn from it:  gr00t finetune --dataset-path \(output) --data-config so101_sim \\
                          --embodiment-tag new_embodiment --base-model-path CHECKPOINT --output-dir out/policy
        """
    }
}
