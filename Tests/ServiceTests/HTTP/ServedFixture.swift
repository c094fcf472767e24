import Embodiment
import Service

/// A service of a stand-in on a free port of this machine.
enum Served {
    /// Quick enough for a test that waits for a limit, and slow enough for a machine under load.
    static var limits: TransportLimits {
        var limits = TransportLimits()
        limits.messageBytes = 1 << 20
        return limits
    }

    static func service(
        _ policy: any ServedPolicy = StandInPolicy(), _ change: (inout ServiceOptions) -> Void = { _ in }
    ) async throws -> PolicyService {
        var options = ServiceOptions()
        // Tests leave without a goodbye.
        options.shutdownGrace = .milliseconds(200)
        change(&options)
        return try await PolicyService(
            policy, options: options, log: ServiceLog(level: .error) { _ in },
            isFaultOfRequest: { ($0 as? StandInFailure)?.number == 400 })
    }

    /// Starts an HTTP server for `body`, and shuts it down.
    static func http<Result>(
        _ service: PolicyService, limits: TransportLimits = Served.limits, _ body: (HTTPServer) async throws -> Result
    ) async throws -> Result {
        try await running(HTTPServer(service, limits: limits), body)
    }

    /// Lets `body` use a server, and shuts it down.
    static func running<Server: PolicyServer, Result>(
        _ server: Server, _ body: (Server) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(server)
            await server.shutdown()
            return result
        } catch {
            await server.shutdown()
            throw error
        }
    }

    /// The body of `POST /act` for an observation that is answered by its number.
    static func act(_ number: Int, instruction: String = "go", more: String = "") -> String {
        """
        {"observation": {"state.arm": [[\(number), 0, 0]], "annotation.task": ["\(instruction)"]}\(more)}
        """
    }
}
