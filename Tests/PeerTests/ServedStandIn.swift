import Embodiment
import Foundation
import Media
import Service
import Wire

/// A policy whose answer depends on every number and letter of a request, so that none can be lost on the way.
struct ServedStandIn: ServedPolicy {
    static let horizon = 16
    static let widths = ["single_arm": 5, "gripper": 1]

    let modalityConfigs: [String: ModalityConfig] = [
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "webcam")]),
        "state": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.state, "single_arm"), ModalityKey(.state, "gripper")]),
        "action": ModalityConfig(
            deltaIndices: Array(0..<horizon),
            modalityKeys: [ModalityKey(.action, "single_arm"), ModalityKey(.action, "gripper")]),
        "language": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
    ]

    /// States are exact in float32, which N1.7's clients send.
    static let observation = Observation(
        video: [
            "webcam": [Image(height: 24, width: 32, pixels: (0..<2304).map { UInt8(truncatingIfNeeded: $0 * $0 / 5) })]
        ],
        state: [
            "single_arm": Matrix(rows: 1, columns: 5, values: [0.25, -1.5, 3, 90.125, -64]),
            "gripper": Matrix(rows: 1, columns: 1, values: [30.5]),
        ], annotation: ["human.task_description": ["Grab the pen and place it into the holder."]])

    /// [16, 32].
    static let noise: [Float] = (0..<512).map { Float($0 % 37) / 8 - 2 }

    func getAction(_ request: ActionRequest) -> ActionReply {
        ActionReply(
            chunks: request.observations.map { Self.chunk($0, noise: request.noise) },
            timing: [StageTime("model", milliseconds: 0.25)])
    }

    func reset(_ session: SessionID) {}

    static func chunk(_ observation: Observation, noise: [Float]?) -> ActionChunk {
        var sum = 0
        for (index, pixel) in observation.video.values.joined().flatMap(\.pixels).enumerated() {
            sum += Int(pixel) * (index % 101 + 1)
        }
        for text in observation.annotation.values.joined() { for byte in text.utf8 { sum = sum &* 31 &+ Int(byte) } }
        let offset = Double(sum & 0xffff) / 65536
        return ActionChunk(actions: observation.state.mapValues { actions($0, offset: offset, noise: noise) })
    }

    private static func actions(_ state: Matrix, offset: Double, noise: [Float]?) -> Matrix {
        var actions = Matrix(rows: horizon, columns: state.columns)
        for step in 0..<horizon {
            for column in 0..<state.columns {
                let drawn = Double(noise?[32 * step + column] ?? 0)
                actions[step, column] = state[state.rows - 1, column] + offset + Double(step) / 3 + drawn
            }
        }
        return actions
    }

    /// Writes the observation and the noise as the peers read them.
    static func write(to directory: URL) throws {
        let observed = directory.appending(path: "observation")
        try FileManager.default.createDirectory(at: observed, withIntermediateDirectories: true)
        for field in WireObservation.fields(of: observation) {
            if case .array(let array) = field.value {
                try Data(NpyFile.encode(array)).write(to: observed.appending(path: "\(field.key).npy"))
            }
        }
        for (name, texts) in observation.annotation {
            let file = observed.appending(path: "annotation.\(name).txt")
            try Data(texts.joined(separator: "\n").utf8).write(to: file)
        }
        let noise = NDArray(float32: noise.map(Double.init), shape: [1, horizon, 32])
        try Data(NpyFile.encode(noise)).write(to: directory.appending(path: "noise.npy"))
    }
}
