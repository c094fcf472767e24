/// The loop of one episode: look, decide, disturb, step, judge.
struct EpisodePlay {
    let spec: EpisodeSpec
    let stepsAfterSuccess: Int

    nonisolated(nonsending) func run(
        in world: TabletopWorld, driver: inout any EpisodeDriver, noise: CommandNoise?,
        observer: inout (any EpisodeObserver)?
    ) async throws -> EpisodeRun {
        let clock = ContinuousClock()
        let began = clock.now
        var noise = noise
        var waiting: ArraySlice<JointAngles> = []
        var timing = (decisions: [Double](), drawing: 0.0)
        try world.reset(to: spec.layout)
        var monitor = try TaskMonitor(spec.goal, from: world.state)
        func moment() -> EpisodeMoment {
            EpisodeMoment(world, instruction: spec.instruction.text, step: monitor.steps)
        }
        while !monitor.isSuccess(stepsMore: stepsAfterSuccess), monitor.steps < spec.stepLimit + stepsAfterSuccess {
            try Task.checkCancellation()
            let moment = moment()
            if waiting.isEmpty {
                let asked = clock.now
                waiting = try await driver.commands(at: moment)[...]
                timing.decisions.append((clock.now - asked).seconds - moment.drawingSeconds)
            }
            guard let command = waiting.popFirst() else { throw EpisodeError.noCommands(step: moment.step) }
            let executed = noise?.disturbed(command, spec.goal, in: moment.state) ?? command
            try observer?.willExecute(command, executed: executed, at: moment)
            timing.drawing += moment.drawingSeconds
            try world.step(executed)
            monitor.observe(world.state)
        }
        let last = moment()
        try observer?.didEnd(monitor.outcome, at: last)
        timing.drawing += last.drawingSeconds
        return EpisodeRun(
            spec: spec, outcome: monitor.outcome, decisionSeconds: timing.decisions, drawingSeconds: timing.drawing,
            seconds: (clock.now - began).seconds)
    }
}
