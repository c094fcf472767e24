import Service

/// A stand-in policy behind a server on a free port of this machine.
struct ServedStandIn: Sendable {
    let policy: StandInPolicy
    let service: PolicyService
    let server: ZeroMQServer

    var address: String { server.address }

    init(_ policy: StandInPolicy = StandInPolicy(), _ change: (inout ServiceOptions) -> Void = { _ in }) async throws {
        var options = ServiceOptions()
        options.port = 0
        options.shutdownGrace = .seconds(30)
        change(&options)
        self.policy = policy
        service = try await PolicyService(policy, options: options, log: ServiceLog(level: .error))
        server = try await ZeroMQServer(service)
    }

    func shutdown() async { await service.shutdown([server]) }
}
