import Embodiment
import Wire

/// One observation as N1.6 and N1.7 want it: arrays have a batch axis of one, states are float32, and instructions are lists in
/// a list (`check_observation` in `gr00t/policy/gr00t_policy.py` of the reference).
struct BatchedObservation {
    /// uint8 [1, T, H, W, 3].
    private let video: [(name: String, value: WireValue)]
    /// float32 [1, T, D].
    private let state: [(name: String, value: WireValue)]
    private let annotation: [(name: String, texts: [WireValue])]

    /// - Precondition: every camera has a picture, and its pictures have one size.
    init(_ observation: Observation) {
        video = observation.video.sorted { $0.key < $1.key }.map { name, frames in
            let shape = [1, frames.count, frames[0].height, frames[0].width, 3]
            return (name, .array(NDArray(dtype: .uint8, shape: shape, bytes: frames.flatMap(\.pixels))))
        }
        state = observation.state.sorted { $0.key < $1.key }.map { name, matrix in
            (name, .array(NDArray(float32: matrix.values, shape: [1, matrix.rows, matrix.columns])))
        }
        annotation = observation.annotation.sorted { $0.key < $1.key }.map { ($0, $1.map { .string($0) }) }
    }

    /// `{"video": {"ego_view": …}, "state": {…}, "language": {"annotation.human.task_description": [["…"]]}}`.
    var nested: [WireField] {
        [
            WireField("video", .map(video.map { WireField($0.name, $0.value) })),
            WireField("state", .map(state.map { WireField($0.name, $0.value) })),
            WireField("language", .map(annotation.map { WireField(Self.key($0.name), .list([.list($0.texts)])) })),
        ]
    }

    /// `{"video.ego_view": …, "state.left_arm": …, "annotation.human.task_description": ["…"]}`: one instruction per sample.
    var flat: [WireField] {
        video.map { WireField("video.\($0.name)", $0.value) } + state.map { WireField("state.\($0.name)", $0.value) }
            + annotation.map { WireField(Self.key($0.name), .list(Array($0.texts.prefix(1)))) }
    }

    /// N1.7's configs also know the bare `task`.
    private static func key(_ name: String) -> String { name == "task" ? name : "annotation.\(name)" }
}
