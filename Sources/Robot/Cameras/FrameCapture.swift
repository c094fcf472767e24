import Foundation
import Media
import Synchronization

/// A thread that takes pictures from a source as they come and keeps the newest.
package final class FrameCapture: Sendable {
    /// A picture older than this is an error, as in LeRobot.
    package static let maximumAge = Duration.milliseconds(500)

    private let name: String
    private let open: @Sendable () throws -> any FrameSource
    private let state = Mutex(State())

    private struct State {
        /// Which start the pictures belong to; a thread of an older one ends itself.
        var generation = 0
        var isRunning = false
        /// Threads that have not ended; a device must be closed by one before the next can open it.
        var threads = 0
        var newest: (image: Image, time: ContinuousClock.Instant)?
        var failure: (any Error)?
    }

    /// - Parameter open: makes the source, on the capturing thread.
    package init(name: String, open: @escaping @Sendable () throws -> any FrameSource) {
        self.name = name
        self.open = open
    }

    deinit { stop() }

    /// Starts the thread and waits for the first picture. Throws what opening threw, or
    /// ``CameraError/silent(name:waited:)``.
    package func start(patience: Duration) async throws {
        guard !state.withLock({ $0.isRunning }) else { return }
        let deadline = ContinuousClock.now + patience
        while state.withLock({ $0.threads > 0 }), .now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        let generation: Int? = state.withLock { state in
            guard !state.isRunning else { return nil }
            let next = state.generation + 1
            state = State(generation: next, isRunning: true, threads: state.threads + 1)
            return next
        }
        guard let generation else { return }
        let thread = Thread { [weak self, open] in
            do {
                var source = try open()
                while self?.isCurrent(generation) == true {
                    if let image = try source.next() { self?.keep(image, generation) }
                }
            } catch {
                self?.fail(error, generation)
            }
            // The source is closed by now.
            self?.state.withLock { $0.threads -= 1 }
        }
        thread.name = "camera \(name)"
        thread.start()
        do {
            try await waitForFirst(patience)
        } catch {
            stop()
            throw error
        }
    }

    package func newest() throws -> Image {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard state.isRunning, let newest = state.newest else { throw CameraError.notStarted(name: name) }
            let age = ContinuousClock.now - newest.time
            guard age <= FrameCapture.maximumAge else { throw CameraError.stale(name: name, age: age) }
            return newest.image
        }
    }

    /// The thread ends with the picture that it is at.
    package func stop() { state.withLock { $0.isRunning = false } }

    private func waitForFirst(_ patience: Duration) async throws {
        let deadline = ContinuousClock.now + patience
        while true {
            let isThere = try state.withLock { state in
                if let failure = state.failure { throw failure }
                return state.newest != nil
            }
            if isThere { return }
            guard .now < deadline else { throw CameraError.silent(name: name, waited: patience) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func isCurrent(_ generation: Int) -> Bool {
        state.withLock { $0.isRunning && $0.generation == generation }
    }

    private func keep(_ image: Image, _ generation: Int) {
        state.withLock { if $0.generation == generation { $0.newest = (image, .now) } }
    }

    private func fail(_ error: any Error, _ generation: Int) {
        state.withLock { state in
            guard state.generation == generation, state.isRunning else { return }
            state.failure = error
            state.isRunning = false
        }
    }
}
