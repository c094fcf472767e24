import Embodiment

/// Times stages that follow each other.
struct StageWatch {
    private var last = ContinuousClock.now
    private(set) var stages: [StageTime] = []

    /// What ran since the last mark was the stage `name`.
    mutating func mark(_ name: String) {
        let now = ContinuousClock.now
        stages.append(StageTime(name, milliseconds: last.duration(to: now) / .milliseconds(1)))
        last = now
    }
}
