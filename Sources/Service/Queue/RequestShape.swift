import Embodiment

/// What must be equal for requests to be answered together: keys and sizes of everything that becomes a tensor.
struct RequestShape: Hashable {
    private struct Part: Hashable {
        let key: String
        let sizes: [Int]
    }

    private let observations: [[Part]]
    private let noise: Int?

    init(_ request: ActionRequest) {
        observations = request.observations.map(Self.parts)
        noise = request.noise?.count
    }

    private static func parts(_ observation: Observation) -> [Part] {
        var parts = observation.video.map { key, frames in
            Part(key: "video.\(key)", sizes: frames.flatMap { [$0.height, $0.width] })
        }
        parts += observation.state.map { key, value in Part(key: "state.\(key)", sizes: [value.rows, value.columns]) }
        parts += observation.annotation.map { key, texts in Part(key: "annotation.\(key)", sizes: [texts.count]) }
        return parts.sorted { $0.key < $1.key }
    }
}
