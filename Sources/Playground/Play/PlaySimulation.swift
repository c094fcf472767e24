import Foundation
import Simulation
import Threads

/// The one simulation behind the page: makes control steps at 10 Hz, asks the driver, and does what browsers ask. It goes on through
/// whatever goes wrong with a policy, and rests while nobody watches or nothing moves.
///
/// It has a thread of its own, because what pictures are drawn with belongs to one.
package actor PlaySimulation {
    /// Of this process, so that a server knows the sessions of several apart.
    nonisolated let name = "play-\(UUID().uuidString.prefix(8))"
    private nonisolated let thread: JobThread
    private nonisolated let audience: Audience
    private var opened: PlayTable?
    var clock = PlayClock(period: .seconds(TabletopWorld.controlPeriod))

    var driver: PlayDriver?
    /// What the driver wants done next.
    var commands: ArraySlice<JointAngles> = []
    /// The request that a policy is at; nil when it is free.
    var inquiry: Task<Void, Never>?
    /// Counts instructions and scenes: an answer about one that is over is not used.
    var number = 0
    /// Since when there is nothing left to do but to wait for the policy.
    var waitingSince: ContinuousClock.Instant?
    /// Seconds that the arm has been waiting, or had to wait for the last answer.
    var waiting = 0.0

    var isPaused = false
    /// Control steps to make although it is paused.
    var singleSteps = 0
    /// Control steps since anything moved.
    var stillSteps = 0
    private(set) var isEnding = false
    private var sleeper: CheckedContinuation<Void, Never>?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Nothing yet: browsers may come, and are told that it is being loaded.
    package init(audience: Audience) {
        self.audience = audience
        thread = JobThread(name: "gr00t.play")
    }

    /// What is drawn with belongs to the thread.
    isolated deinit { opened = nil }

    /// Shows the first scene. Call ``run()`` then.
    ///
    /// - Parameter robot: loaded where nil.
    /// - Throws: `WorldError`, `PhysicsError`, `EpisodeError`.
    package func open(_ settings: PlaySettings, robot: SO101Model? = nil) throws {
        let table = try PlayTable(settings, robot ?? SO101Model.load())
        opened = table
        audience.onArrival { [weak self] in Task { await self?.wake() } }
        tell(.hello(greeting(table)))
        try showScene(table)
    }

    /// Ends ``run()``. What a policy is still at is called off.
    package func end() {
        isEnding = true
        inquiry?.cancel()
        wake()
    }

    /// Where everything is. Throws ``PlaygroundError/simulationEnded`` and ``PlaygroundError/notReady``.
    var table: PlayTable {
        get throws(PlaygroundError) {
            guard !isEnding else { throw .simulationEnded }
            guard let opened else { throw .notReady }
            return opened
        }
    }

    nonisolated var isWatched: Bool { audience.count > 0 }

    nonisolated func tell(_ event: PlayEvent) { audience.tell(event) }

    nonisolated func show(_ picture: [UInt8], of stream: CameraStream) { audience.show(picture, of: stream) }

    /// Something to read for all who watch.
    nonisolated func notice(_ text: String) { tell(.notice(.init(text: text))) }

    /// Returns when something has happened that may matter, or when it is `due`.
    func rest(until due: ContinuousClock.Instant? = nil) async {
        let alarm = due.map { due in
            Task {
                do { try await Task.sleep(until: due) } catch { return }
                wake()
            }
        }
        await withCheckedContinuation { sleeper = $0 }
        alarm?.cancel()
    }

    func wake() {
        sleeper?.resume()
        sleeper = nil
    }
}
