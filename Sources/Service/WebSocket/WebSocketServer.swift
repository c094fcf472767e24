import NIOCore

/// Serves a policy to openpi's clients: MessagePack over WebSocket, and `GET /healthz` beside it.
public final class WebSocketServer: PolicyServer {
    private let listener: Listener
    private let grace: Duration

    /// The port that is listened on.
    public var port: Int { listener.port }

    /// Connections that are open.
    package var connectionCount: Int { listener.connectionCount }

    /// Listens on the `host` and `webSocketPort` of the service's options; without a port, on a free one.
    ///
    /// Throws ``TransportError``.
    public init(_ service: PolicyService, limits: TransportLimits? = nil) async throws {
        let options = service.options
        let limits = limits ?? TransportLimits(options)
        let name = Listener.Name(server: "WebSocket", option: "--websocket-port")
        let budget = ByteBudget(limit: limits.bufferedBytes)
        listener = try await Listener.open(name, host: options.host, port: options.webSocketPort ?? 0, limits: limits) {
            try Self.configure($0, service, limits, budget)
        }
        grace = options.shutdownGrace
    }

    public func shutdown() async { await listener.close(within: grace) }

    /// HTTP/1.1 first: what asks for WebSocket, and may, becomes that; all else gets an HTTP answer.
    private static func configure(
        _ channel: any Channel, _ service: PolicyService, _ limits: TransportLimits, _ budget: ByteBudget
    ) throws {
        let peer = channel.peerName
        let upgrade = WebSocketUpgrade(maxFrameSize: min(limits.messageBytes, Int(UInt32.max))) { channel in
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(WebSocketChannel(limits: limits))
            try pipeline.addHandler(OpenPISession(OpenPIPolicy(service, limits: limits, peer: peer)))
        }
        let door = WebSocketDoor(service: service, peer: peer)
        try HTTPServer.configure(channel, door, limits: limits, budget: budget, upgrade: upgrade)
    }
}
