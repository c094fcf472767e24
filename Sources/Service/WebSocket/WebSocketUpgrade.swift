import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Makes a WebSocket connection of an HTTP connection (RFC 6455, 4.2.2). NIO's own handler for this loses a request
/// that is not granted, so that its sender would wait in vain for an answer.
package struct WebSocketUpgrade: Sendable {
    /// Of a frame, in bytes.
    let maxFrameSize: Int
    /// Adds the handlers of the connection after those for frames.
    let configure: @Sendable (any Channel) throws -> Void

    package init(maxFrameSize: Int, configure: @escaping @Sendable (any Channel) throws -> Void) {
        self.maxFrameSize = maxFrameSize
        self.configure = configure
    }

    func isWanted(by head: HTTPRequestHead) -> Bool { head.asksForWebSocket }

    /// Answers a handshake, which must have a key and be of version 13, and changes the pipeline.
    ///
    /// - Parameter exchange: the handler that read the request. It and those before it are taken out.
    func perform(_ head: HTTPRequestHead, instead exchange: HTTPExchange, _ context: ChannelHandlerContext) {
        // For the key that answers the client's; whether it may was decided before.
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        upgrader.buildUpgradeResponse(channel: context.channel, upgradeRequest: head, initialResponseHeaders: [:])
            .assumeIsolated().whenComplete { result in
                do {
                    try change(context, exchange, headers: result.get())
                } catch {
                    context.close(promise: nil)
                }
            }
    }

    private func change(_ context: ChannelHandlerContext, _ exchange: HTTPExchange, headers: HTTPHeaders) throws {
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let old: [any RemovableChannelHandler] = [
            try pipeline.handler(type: HTTPResponseEncoder.self),
            try pipeline.handler(type: HTTPServerPipelineHandler.self), exchange,
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
        context.writeAndFlush(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
        for handler in old { pipeline.removeHandler(handler, promise: nil) }
        try pipeline.addHandler(WebSocketFrameEncoder())
        try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: maxFrameSize)))
        try configure(channel)
        // Last, because frames that came with the handshake go on from there.
        pipeline.removeHandler(decoder, promise: nil)
    }
}

extension HTTPRequestHead {
    /// Whether this is a WebSocket handshake.
    package var asksForWebSocket: Bool {
        headers[canonicalForm: "Upgrade"].contains { $0.lowercased() == "websocket" }
    }
}
