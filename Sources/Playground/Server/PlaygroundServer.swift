import NIOCore
import Service

/// The web page of `gr00t sim play`: HTTP for the page, a WebSocket for what happens.
package final class PlaygroundServer: Sendable {
    private let listener: Listener

    /// The port that is listened on.
    package var port: Int { listener.port }

    /// Connections that are open.
    package var connectionCount: Int { listener.connectionCount }

    /// Listens on `port` of `host`; 0 takes a free one. Throws ``TransportError``.
    ///
    /// - Parameter perform: does what a browser asks; what it throws becomes a notice on that browser's page.
    package init(
        host: String, port: Int, audience: Audience, perform: @escaping @Sendable (PlayCommand) async throws -> Void
    ) async throws {
        let limits = Self.limits
        let budget = ByteBudget(limit: limits.bufferedBytes)
        let door = PlaygroundDoor(page: Array(PlayPage.html.utf8), hosts: HostCheck(host: host))
        let upgrade = WebSocketUpgrade(maxFrameSize: limits.messageBytes) { channel in
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(WebSocketChannel(limits: limits))
            try pipeline.addHandler(ViewerSession(channel, audience, perform: perform))
        }
        let name = Listener.Name(server: "the play page", option: "--port")
        listener = try await Listener.open(name, host: host, port: port, limits: limits) {
            try HTTPServer.configure($0, door, limits: limits, budget: budget, upgrade: upgrade)
        }
    }

    /// Takes no more browsers, and says goodbye to those who are there.
    package func shutdown() async { await listener.close(within: .seconds(2)) }

    /// People with browsers: a few connections, and messages of a line.
    private static var limits: TransportLimits {
        var limits = TransportLimits()
        limits.connections = 64
        limits.messageBytes = PlayCommand.messageBytes
        limits.bufferedBytes = 64 * PlayCommand.messageBytes
        return limits
    }
}
