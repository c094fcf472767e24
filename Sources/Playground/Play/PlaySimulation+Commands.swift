import Embodiment
import Simulation

extension PlaySimulation {
    /// Does what a browser asks.
    ///
    /// Throws ``PlaygroundError``, `EpisodeError`, `WorldError`, `PhysicsError`, in words for that browser. An instruction that can't be
    /// begun leaves the arm without one.
    package func perform(_ command: PlayCommand) throws {
        let table = try table
        defer {
            stillSteps = 0
            wake()
        }
        switch command {
        case .instruct(let text): try instruct(text, table)
        case .halt:
            abandon()
            table.halt()
            tell(.task(table.status))
        case .newScene(let seed, let task):
            try table.begin(task ?? table.kind, seed: seed ?? table.seed + 1)
            abandon()
            try showScene(table)
        case .reset:
            try table.restart()
            abandon()
            try showScene(table)
        case .pause:
            isPaused = true
            tell(.moment(moment(table)))
        case .resume:
            (isPaused, singleSteps) = (false, 0)
            clock.restart()
            tell(.moment(moment(table)))
        case .step:
            // More than one at a time would be a queue that nobody sees.
            (isPaused, singleSteps) = (true, 1)
        case .speed(let speed):
            clock.speed = speed
            tell(.moment(moment(table)))
        case .nudge(let colour):
            try table.nudge(colour)
            try look(table)
        // The connection has dealt with it.
        case .seen: break
        }
    }

    private func instruct(_ text: String, _ table: PlayTable) throws {
        abandon()
        table.instruct(text)
        guard let task = table.task else { return }
        do {
            driver = try PlayDriver(task, at: table, session: SessionID("\(name)-\(number)"))
        } catch {
            table.halt()
            tell(.task(table.status))
            throw error
        }
        tell(.task(table.status))
    }
}
