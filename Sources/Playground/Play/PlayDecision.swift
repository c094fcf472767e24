import Embodiment
import Simulation

/// What a driver answered: what is to be done next, and how that came about, for the page.
struct PlayDecision: Sendable {
    let commands: [JointAngles]
    let answer: PlayEvent.Answer
}

extension PlayDecision {
    /// Of a policy. Throws ``EpisodeError/badChunk(reason:)``.
    ///
    /// - Parameters:
    ///   - step: control steps of the scene when the observation was taken.
    ///   - horizon: steps of the chunk that are executed.
    init(
        _ reply: ActionReply, to observation: Observation, step: Int, horizon: Int, milliseconds: Double
    ) throws(EpisodeError) {
        guard let chunk = reply.chunks.first, reply.chunks.count == 1 else {
            throw .badChunk(reason: "it has \(reply.chunks.count) chunks for one observation")
        }
        commands = try chunk.commands(horizon)
        let length = ["single_arm", "gripper"].map { chunk.actions[$0]?.rows ?? 0 }.min() ?? 0
        answer = PlayEvent.Answer(
            step: step, milliseconds: milliseconds,
            stages: reply.timing.map { .init(name: $0.stage, milliseconds: $0.milliseconds) },
            inputs: Self.entries(observation), outputs: Self.entries(chunk),
            // What is wrong beyond the steps that are executed does no harm.
            chunk: ((try? chunk.commands(length)) ?? commands).map(\.inUnits), executed: horizon)
    }

    /// Of a driver that needs no observation.
    init(_ commands: [JointAngles], by source: String, step: Int, milliseconds: Double) {
        self.commands = commands
        answer = PlayEvent.Answer(
            step: step, milliseconds: milliseconds, inputs: [.init(key: source, shape: "", values: "")],
            outputs: [.init(key: "joint targets", shape: "[\(commands.count), \(JointAngles.count)]", values: "")],
            chunk: commands.map(\.inUnits), executed: commands.count)
    }

    private static func entries(_ observation: Observation) -> [PlayEvent.Answer.Entry] {
        observation.video.sorted { $0.key < $1.key }.map { name, frames in
            let size = frames.first.map { "\($0.height), \($0.width), 3" } ?? "0"
            return .init(key: "video.\(name)", shape: "uint8 [\(frames.count), \(size)]", values: "")
        }
            + observation.state.sorted { $0.key > $1.key }.map { entry("state.\($0.key)", $0.value, showing: 1) }
            + observation.annotation.sorted { $0.key < $1.key }.map { name, texts in
                .init(key: "annotation.\(name)", shape: "text [\(texts.count)]", values: texts.first ?? "")
            }
    }

    private static func entries(_ chunk: ActionChunk) -> [PlayEvent.Answer.Entry] {
        chunk.actions.sorted { $0.key > $1.key }.map { entry("action.\($0.key)", $0.value, showing: 3) }
    }

    /// - Parameter rows: how many of its first rows are shown.
    private static func entry(_ key: String, _ matrix: Matrix, showing rows: Int) -> PlayEvent.Answer.Entry {
        let shown = (0..<min(rows, matrix.rows)).map { row in
            matrix.row(row).map { "\(($0 * 10).rounded() / 10)" }.joined(separator: " ")
        }
        let more = matrix.rows > rows ? " | …" : ""
        return .init(
            key: key, shape: "[\(matrix.rows), \(matrix.columns)]", values: shown.joined(separator: " | ") + more)
    }
}
