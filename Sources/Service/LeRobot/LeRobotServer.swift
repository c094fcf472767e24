import NIOCore
import NIOHTTP2

/// Serves a policy to LeRobot's asynchronous clients: the gRPC service `transport.AsyncInference`, without TLS.
public final class LeRobotServer: PolicyServer {
    private let listener: Listener
    private let grace: Duration
    private let waiting: LeRobotWaiting
    private let sessions: LeRobotSessions

    /// The port that is listened on.
    public var port: Int { listener.port }

    /// Connections that are open.
    package var connectionCount: Int { listener.connectionCount }

    /// Clients whose connection broke and that may come again.
    package var waitingSessionCount: Int { sessions.count }

    /// Listens on the `host` and `leRobotPort` of the service's options; without a port, on a free one.
    ///
    /// - Throws: ``TransportError``, also where others than this machine could use the policy and the options don't say
    ///   that they may.
    public init(
        _ service: PolicyService, _ settings: LeRobotSettings, limits: TransportLimits? = nil
    ) async throws {
        let options = service.options
        let limits = limits ?? TransportLimits(options)
        guard HostAddress.isLoopback(options.host) || options.isLeRobotWithoutToken else {
            throw TransportError.noTokenInProtocol(host: options.host)
        }
        try settings.validate()
        let name = Listener.Name(server: "LeRobot", option: "--lerobot-port")
        let sessions = LeRobotSessions(service, time: settings.reconnection)
        let waiting = LeRobotWaiting()
        let budget = ByteBudget(limit: limits.bufferedBytes)
        listener = try await Listener.open(name, host: options.host, port: options.leRobotPort ?? 0, limits: limits) {
            let calls = LeRobotCalls(
                service, settings, limits: limits, sessions: sessions, peer: $0.peerName,
                address: $0.remoteAddress?.ipAddress ?? "")
            try Self.configure($0, calls, limits, budget)
            waiting.add(calls, until: $0.closeFuture)
            $0.closeFuture.whenComplete { _ in Task { await calls.closed() } }
        }
        self.waiting = waiting
        self.sessions = sessions
        grace = options.shutdownGrace
    }

    public func shutdown() async {
        waiting.sendAway()
        await listener.close(within: grace)
    }

    private static func configure(
        _ channel: any Channel, _ calls: LeRobotCalls, _ limits: TransportLimits, _ budget: ByteBudget
    ) throws {
        let idle = limits.idleTime.timeAmount
        let ping = limits.pingTime.timeAmount
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: idle, maxAge: nil, maxGraceTime: limits.messageTime.timeAmount,
                keepalive: .init(pingInterval: ping, ackTimeout: ping)))
        let pipeline = channel.pipeline.syncOperations
        _ = try pipeline.configureHTTP2Pipeline(
            mode: .server, connectionConfiguration: limits.http2, streamConfiguration: limits.http2Stream,
            streamDelegate: manager.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(GRPCCall(calls, limits: limits, budget: budget))
            }
        }
        try pipeline.addHandler(manager)
        try pipeline.addHandler(HTTP2Guard(headTime: limits.headTime))
    }
}

extension TransportLimits {
    /// Few streams at a time, since a robot has few calls open; the rest of what a flood could use is bounded by NIO's
    /// defaults.
    fileprivate var http2: NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: 16),
            HTTP2Setting(parameter: .maxHeaderListSize, value: headerBytes),
            HTTP2Setting(parameter: .initialWindowSize, value: Self.window),
        ]
        configuration.targetWindowSize = Self.window
        // gRPC measures the bandwidth with pings while data flows.
        configuration.controlFrameRateLimit.maximumCount = 2000
        configuration.maximumBufferedControlFrames = 1000
        return configuration
    }

    fileprivate var http2Stream: NIOHTTP2Handler.StreamConfiguration {
        var configuration = NIOHTTP2Handler.StreamConfiguration()
        configuration.targetWindowSize = Self.window
        return configuration
    }

    /// Of flow control: a picture of 640x480 in one go.
    private static var window: Int { 1 << 20 }
}
