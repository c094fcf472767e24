import Service

/// A service with the servers that its options ask for.
struct OpenService {
    let service: PolicyService
    /// What each listens on, with the name of its protocol.
    let addresses: [(name: String, address: String)]
    private let servers: [any PolicyServer]

    /// Opens all ports, or none: throws ``ServiceError``, ``ZeroMQError`` and ``TransportError``.
    init(_ service: PolicyService, leRobot: LeRobotSettings) async throws {
        self.service = service
        var servers: [any PolicyServer] = []
        var addresses: [(name: String, address: String)] = []
        do {
            let options = service.options
            let host = HostAddress.inURL(options.host)
            if options.port != nil {
                let server = try await ZeroMQServer(service)
                servers.append(server)
                addresses.append(("Isaac-GR00T (ZeroMQ)", server.address))
            }
            if options.httpPort != nil {
                let server = try await HTTPServer(service)
                servers.append(server)
                addresses.append(("HTTP", "http://\(host):\(server.port)"))
            }
            if options.webSocketPort != nil {
                let server = try await WebSocketServer(service)
                servers.append(server)
                addresses.append(("openpi (WebSocket)", "ws://\(host):\(server.port)"))
            }
            if options.leRobotPort != nil {
                let server = try await LeRobotServer(service, leRobot)
                servers.append(server)
                addresses.append(("LeRobot (gRPC)", "\(host):\(server.port)"))
            }
        } catch {
            await service.shutdown(servers)
            throw error
        }
        self.servers = servers
        self.addresses = addresses
    }

    /// Finishes what is running, and leaves.
    func close() async { await service.shutdown(servers) }
}
