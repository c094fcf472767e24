import Client
import Embodiment
import Media

/// An observation that fits a policy and means nothing: pictures of noise, standard normal states. It shows that a server
/// answers, and how fast.
struct DrawnObservation {
    let observation: Observation

    /// - Parameters:
    ///   - widths: per state of `configs`; others are left out.
    ///   - width: of the pictures, in pixels.
    ///   - height: of the pictures, in pixels.
    init(_ configs: [String: ModalityConfig], widths: [String: Int], width: Int, height: Int, seed: UInt64) {
        var numbers = StandardNormal(seed: seed)
        var observation = Observation()
        if let video = configs["video"] {
            for key in video.modalityKeys {
                observation.video[key.name] = video.deltaIndices.map { _ in
                    let pixels = numbers.numbers(height * width * 3).map { UInt8(clamping: Int(128 + 40 * $0)) }
                    return Image(height: height, width: width, pixels: pixels)
                }
            }
        }
        if let state = configs["state"] {
            let rows = state.deltaIndices.count
            for key in state.modalityKeys {
                guard let columns = widths[key.name] else { continue }
                observation.state[key.name] = Matrix(
                    rows: rows, columns: columns, values: numbers.numbers(rows * columns).map(Double.init))
            }
        }
        for key in configs["language"]?.modalityKeys ?? [] {
            observation.annotation[key.name] = ["pick the pear from the counter and place it in the plate"]
        }
        self.observation = observation
    }
}
