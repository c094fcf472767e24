import Foundation
import NIOCore
import NIOPosix

/// A TCP port that is listened on, and the connections that came in by it.
package final class Listener: Sendable {
    /// Which server it is of, for messages.
    package struct Name: Sendable {
        let server: String
        /// The command line option that sets its port.
        let option: String

        package init(server: String, option: String) {
            self.server = server
            self.option = option
        }
    }

    private let channel: any Channel
    private let connections: OpenConnections

    /// The port, also where the system was left to choose it.
    package let port: Int

    private init(channel: any Channel, connections: OpenConnections, port: Int) {
        self.channel = channel
        self.connections = connections
        self.port = port
    }

    /// Connections that are open.
    package var connectionCount: Int { connections.count }

    /// Opens `port` of `host`; 0 lets the system choose. `configure` builds the pipeline of each connection, on its
    /// event loop. Throws ``TransportError``.
    package static func open(
        _ name: Name, host: String, port: Int, limits: TransportLimits,
        configure: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> Listener {
        guard (0...65_535).contains(port) else {
            throw TransportError.badPort(server: name.server, port: port, option: name.option)
        }
        let connections = OpenConnections(limit: limits.connections)
        let unread = Int(limits.unreadTime.timeAmount.nanoseconds / 1_000_000)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            // The kernel drops a connection whose peer acknowledges nothing, or reads nothing, for so long.
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT)), value: unread)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.admit(channel) else { throw ChannelError.eof }
                    // A peer that reads no answers is read from no more.
                    try channel.pipeline.syncOperations.addHandler(BackPressureHandler())
                    try configure(channel)
                }
            }
        do {
            let channel = try await bootstrap.bind(host: HostAddress.numeric(host), port: port).get()
            return Listener(channel: channel, connections: connections, port: channel.localAddress?.port ?? port)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw TransportError.portInUse(server: name.server, host: host, port: port, option: name.option)
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw TransportError.cannotListen(server: name.server, host: host, port: port, reason: reason)
        } catch {
            throw TransportError.cannotListen(server: name.server, host: host, port: port, reason: "\(error)")
        }
    }

    /// Takes no more connections, lets each finish the request that it is at for at most `grace`, and closes all.
    package func close(within grace: Duration) async {
        try? await channel.close().get()
        await connections.close(within: grace)
    }
}
