import NIOCore
import NIOHTTP1

/// Serves a policy over HTTP/1.1: `POST /act` and `POST /reset`, `GET /health`, `/metrics` and `/modality-config`.
///
/// `POST /act` takes what Isaac-GR00T's HTTP server takes, json-numpy, and images as JPEG or PNG; with the content
/// type `application/msgpack` the same as MessagePack. Errors are `{"detail": text}` with a status that says whose fault
/// they are.
public final class HTTPServer: PolicyServer {
    private let listener: Listener
    private let grace: Duration

    /// The port that is listened on.
    public var port: Int { listener.port }

    /// Connections that are open.
    package var connectionCount: Int { listener.connectionCount }

    /// Listens on the `host` and `httpPort` of the service's options; without a port, on a free one.
    ///
    /// Throws ``TransportError``.
    public init(_ service: PolicyService, limits: TransportLimits? = nil) async throws {
        let options = service.options
        let limits = limits ?? TransportLimits(options)
        let name = Listener.Name(server: "HTTP", option: "--http-port")
        let budget = ByteBudget(limit: limits.bufferedBytes)
        listener = try await Listener.open(name, host: options.host, port: options.httpPort ?? 0, limits: limits) {
            let policy = HTTPPolicy(service, limits: limits, peer: $0.peerName)
            try Self.configure($0, policy, limits: limits, budget: budget)
        }
        grace = options.shutdownGrace
    }

    public func shutdown() async { await listener.close(within: grace) }

    /// Lets a connection speak HTTP/1.1, one request at a time.
    package static func configure(
        _ channel: any Channel, _ application: any HTTPApplication, limits: TransportLimits, budget: ByteBudget,
        upgrade: WebSocketUpgrade? = nil
    ) throws {
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits.decoder)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(HTTPServerPipelineHandler())
        try pipeline.addHandler(HTTPExchange(application, limits: limits, budget: budget, upgrade: upgrade))
    }
}

extension TransportLimits {
    /// For NIO's decoder of HTTP/1.1.
    var decoder: NIOHTTPDecoderLimitConfiguration {
        var configuration = NIOHTTPDecoderLimitConfiguration()
        configuration.maxHeaderFieldSize = headerBytes
        configuration.maxHeaderListSize = headerBytes
        configuration.maxHeaderFieldCount = 100
        return configuration
    }
}

extension Channel {
    /// The peer's address and port, for the books and as the name of its session.
    var peerName: String {
        guard let address = remoteAddress, let port = address.port else { return "unknown" }
        return "\(address.ipAddress ?? "unknown"):\(port)"
    }
}
