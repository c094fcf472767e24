import Threads

/// A world with a thread of its own, in which episodes are played one after another.
package actor EpisodeRunner {
    package nonisolated let robot: SO101Model
    package nonisolated let imageSize: Int
    private nonisolated let thread: JobThread
    private var opened: TabletopWorld?
    private var isBusy = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameter imageSize: width and height of what the policy sees.
    package init(_ robot: SO101Model, imageSize: Int = 96) {
        self.robot = robot
        self.imageSize = imageSize
        thread = JobThread(name: "gr00t.episodes")
    }

    /// What is drawn with belongs to the thread.
    isolated deinit { opened = nil }

    /// Plays an episode: to success, or to its limit of steps.
    ///
    /// - Parameters:
    ///   - noise: errors between the driver and the motors.
    ///   - stepsAfterSuccess: control steps for which the goal must hold beyond success before the episode ends.
    /// - Throws: what driver and observer throw, `WorldError`, `PhysicsError`, `CancellationError`,
    ///   ``EpisodeError/runnerBusy``.
    package func run(
        _ spec: EpisodeSpec, driver makeDriver: MakeDriver, noise: CommandNoise? = nil, stepsAfterSuccess: Int = 0,
        observer makeObserver: MakeObserver? = nil
    ) async throws -> EpisodeRun {
        var driver = try makeDriver(spec)
        var observer = try makeObserver?(spec)
        let play = EpisodePlay(spec: spec, stepsAfterSuccess: stepsAfterSuccess)
        let world = try begin()
        defer { isBusy = false }
        do {
            let run = try await play.run(in: world, driver: &driver, noise: noise, observer: &observer)
            await driver.finish()
            return run
        } catch {
            await driver.finish()
            throw error
        }
    }

    /// Does something else with the world on its thread, between episodes.
    package func withWorld<Value: Sendable>(_ body: @Sendable (TabletopWorld) throws -> Value) throws -> Value {
        let world = try begin()
        defer { isBusy = false }
        return try body(world)
    }

    /// Gives back the world and what it draws with, now and on its thread; the next episode makes another. A program that ends while
    /// that still goes on can crash on its way out.
    package func close() throws(EpisodeError) {
        guard !isBusy else { throw .runnerBusy }
        opened = nil
    }

    /// The world is made when it is first needed, on the thread that it belongs to.
    private func begin() throws -> TabletopWorld {
        guard !isBusy else { throw EpisodeError.runnerBusy }
        let world = try opened ?? TabletopWorld(robot, imageSize: imageSize)
        opened = world
        isBusy = true
        return world
    }
}
