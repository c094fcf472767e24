import Embodiment
import Media
import Wire

/// What would make an observation useless or unsendable, found before it leaves.
enum ObservationCheck {
    /// Throws ``ClientError/badObservation(key:reason:)`` for the first key that is wrong, in alphabetical order.
    static func check(_ observation: Observation) throws(ClientError) {
        for (name, frames) in observation.video.sorted(by: { $0.key < $1.key }) {
            if let reason = problem(frames) { throw .badObservation(key: "video.\(name)", reason: reason) }
        }
        for (name, state) in observation.state.sorted(by: { $0.key < $1.key })
        where !state.values.allSatisfy(\.isFinite) {
            throw .badObservation(key: "state.\(name)", reason: "it has a number that is not finite")
        }
    }

    private static func problem(_ frames: [Image]) -> String? {
        guard let first = frames.first else { return "it has no picture" }
        let (largest, sides) = (WireObservation.maximumSide, [first.height, first.width])
        guard sides.allSatisfy({ (1...largest).contains($0) }) else {
            return "its pictures are \(size(first)); a side has 1 to \(largest) pixels"
        }
        let other = frames.first { $0.height != first.height || $0.width != first.width }
        return other.map { "its pictures differ in size, \(size(first)) and \(size($0))" }
    }

    private static func size(_ image: Image) -> String { "\(image.width)x\(image.height)" }
}
