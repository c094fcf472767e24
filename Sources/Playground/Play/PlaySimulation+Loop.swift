import Embodiment
import Simulation

extension PlaySimulation {
    /// How often the page hears that the arm waits for the policy.
    private static let reminder = Duration.milliseconds(250)
    /// After so many control steps in which nothing moved, nothing is computed until somebody asks for something.
    private static let stillLimit = 10

    /// Plays until ``end()``. Returns early only when the physics itself can't go on, with the reason on the page.
    package func run() async {
        while !isEnding {
            do {
                try await turn(try table)
            } catch {
                if isEnding { break }
                recover(from: error)
            }
        }
    }

    /// One control step, or one wait for it.
    private func turn(_ table: PlayTable) async throws {
        let now = ContinuousClock.now
        guard isWatched, !isPaused || singleSteps > 0, table.isActing || stillSteps < Self.stillLimit else {
            let wasRunning = clock.stepsPerSecond(at: now) > 0
            clock.restart()
            if wasRunning { tell(.moment(moment(table))) }
            return await rest()
        }
        try await decide(table)
        let due = clock.due(now)
        if !isPaused, due > now { return await rest(until: due) }
        guard let command = commands.first ?? (table.isActing ? nil : table.world.state.command) else {
            return await waitForPolicy(table)
        }
        commands = commands.dropFirst()
        singleSteps = max(0, singleSteps - 1)
        clock.tick(now)
        try table.advance(command)
        stillSteps = table.isStill ? stillSteps + 1 : 0
        if !table.isActing { release() }
        try look(table)
    }

    /// Has the driver decide where nothing is left of what it decided before.
    private func decide(_ table: PlayTable) async throws {
        guard table.isActing, commands.isEmpty, inquiry == nil, let driver else { return }
        switch driver {
        case .local(var local, let source):
            let (began, about) = (ContinuousClock.now, number)
            let decided: [JointAngles]
            do { decided = try await local.commands(at: table.moment) } catch { return fail(error, table) }
            guard about == number else { return }
            commands = decided[...]
            self.driver = .local(local, source: source)
            let spent = began.duration(to: .now) / .milliseconds(1)
            let decision = PlayDecision(decided, by: source, step: table.step, milliseconds: spent)
            tell(.answer(decision.answer))
        case .policy(var asked):
            let request = asked.request(try table.moment.observation())
            self.driver = .policy(asked)
            ask(asked, request, step: table.step)
        }
    }

    /// Asks a policy aside; the answer comes to ``receive(_:about:_:)``.
    private func ask(_ asked: PlayInquiry, _ request: ActionRequest, step: Int) {
        let about = number
        inquiry = Task {
            let result: Result<PlayDecision, any Error>
            do { result = .success(try await asked.decision(request, step: step)) } catch { result = .failure(error) }
            await receive(result, about: about, asked)
        }
    }

    private func receive(_ result: Result<PlayDecision, any Error>, about: Int, _ asked: PlayInquiry) async {
        inquiry = nil
        defer { wake() }
        guard about == number, !isEnding, let table = try? table else { return await asked.policy.reset(asked.session) }
        switch result {
        case .success(let decision):
            waiting = waitingTime
            waitingSince = nil
            commands = decision.commands[...]
            tell(.answer(decision.answer))
        case .failure(let error): fail(error, table)
        }
    }

    /// The arm holds still, and says so, until the answer is there.
    private func waitForPolicy(_ table: PlayTable) async {
        let now = ContinuousClock.now
        waitingSince = waitingSince ?? now
        await rest(until: now.advanced(by: Self.reminder))
        guard inquiry != nil, table.isActing else { return }
        waiting = waitingTime
        tell(.moment(moment(table)))
    }

    private var waitingTime: Double { waitingSince.map { $0.duration(to: .now) / .seconds(1) } ?? 0 }

    private func fail(_ error: any Error, _ table: PlayTable) {
        table.fail("\(error)")
        release()
        tell(.task(table.status))
    }

    /// The physics became unstable, or a picture could not be drawn: the scene begins again, paused, so that it does not go on and on.
    private func recover(from error: any Error) {
        notice("the scene begins again, paused: \(error)")
        isPaused = true
        singleSteps = 0
        abandon()
        do {
            let table = try table
            try table.restart()
            try showScene(table)
        } catch {
            notice("\(PlaygroundError.worldBroken("\(error)"))")
            end()
        }
    }

    /// What the driver was about is over.
    func abandon() {
        release()
        number += 1
        stillSteps = 0
        inquiry?.cancel()
    }

    /// The driver has nothing more to do; a policy may forget its session, if not before then after its answer.
    private func release() {
        if case .policy(let asked) = driver, inquiry == nil { Task { await asked.policy.reset(asked.session) } }
        driver = nil
        commands = []
        (waitingSince, waiting) = (nil, 0)
    }
}
