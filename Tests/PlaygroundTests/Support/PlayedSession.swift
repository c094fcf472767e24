import Playground
import Simulation

/// A simulation with its page on a free port, and one browser.
struct PlayedSession {
    /// Loaded once: its meshes take longer to read than a test.
    private static let robot = Result { try SO101Model.load() }

    /// - Parameter body: gets the browser after its greeting.
    static func watched<R: Sendable>(
        _ source: PlaySource, task: TaskKind = .pick, seed: Int = 0, change: (inout PlaySettings) -> Void = { _ in },
        _ body: @escaping @Sendable (inout PagePeer) async throws -> R
    ) async throws -> R {
        var settings = PlaySettings(source: source, name: "under test")
        (settings.task, settings.seed) = (task, seed)
        (settings.viewerWidth, settings.viewerHeight) = (64, 48)
        change(&settings)
        let audience = Audience()
        let simulation = PlaySimulation(audience: audience)
        let server = try await PlaygroundServer(host: "127.0.0.1", port: 0, audience: audience) {
            try await simulation.perform($0)
        }
        let result: Result<R, any Error>
        do {
            try await simulation.open(settings, robot: robot.get())
            let running = Task { await simulation.run() }
            do {
                result = .success(
                    try await PagePeer.watching(port: server.port) { peer in
                        _ = try await peer.event("the greeting") { $0.type == "hello" }
                        return try await body(&peer)
                    })
            } catch { result = .failure(error) }
            await simulation.end()
            await running.value
        } catch { result = .failure(error) }
        await server.shutdown()
        return try result.get()
    }
}
