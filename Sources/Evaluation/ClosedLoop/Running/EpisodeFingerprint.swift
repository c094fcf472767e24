import Simulation

/// A number that stands for all commands and states of an episode: equal ones mean the same episode, bit for bit.
///
/// FNV-1a with 64 bits (Fowler, Noll and Vo) over the bits of every number.
struct EpisodeFingerprint: Equatable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Sixteen hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    mutating func add(_ numbers: [Double]) {
        for number in numbers {
            var bits = number.bitPattern
            for _ in 0..<8 {
                value = (value ^ (bits & 0xFF)) &* 0x100_0000_01B3
                bits >>= 8
            }
        }
    }

    mutating func add(_ state: WorldState) {
        add(state.joints.radians)
        add(state.velocities)
        for cube in state.cubes { add(cube.position) }
    }
}

/// Takes the fingerprint of an episode, and lets the camera look on where there is one.
struct EpisodeWitness: EpisodeObserver {
    private var fingerprint = EpisodeFingerprint()
    private let camera: EpisodeCamera?
    private let keep: (EpisodeFingerprint) -> Void

    /// - Parameter keep: called at the end.
    init(camera: EpisodeCamera?, keep: @escaping (EpisodeFingerprint) -> Void) {
        self.camera = camera
        self.keep = keep
    }

    mutating func willExecute(_ command: JointAngles, executed: JointAngles, at moment: EpisodeMoment) throws {
        fingerprint.add(moment.state)
        fingerprint.add(executed.radians)
        try camera?.look(at: moment)
    }

    mutating func didEnd(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) throws {
        fingerprint.add(moment.state)
        keep(fingerprint)
        try camera?.end(outcome, at: moment)
    }
}
