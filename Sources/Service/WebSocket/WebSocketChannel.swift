import NIOCore
import NIOWebSocket

/// Makes messages of the frames of a connection, and keeps to RFC 6455 beside: answers pings, asks a silent peer for a
/// sign of life, and closes with a handshake. A ``WebSocketFault`` as an outbound event ends the connection.
package final class WebSocketChannel: ChannelDuplexHandler {
    package typealias InboundIn = WebSocketFrame
    package typealias InboundOut = WebSocketMessage
    package typealias OutboundIn = WebSocketMessage
    package typealias OutboundOut = WebSocketFrame

    private let limits: TransportLimits
    private var fragments: WebSocketFragments
    private var messageTimer: Scheduled<Void>?
    private var pingTimer: Scheduled<Void>?
    private var isPinged = false
    private var isClosing = false

    package init(limits: TransportLimits) {
        self.limits = limits
        fragments = WebSocketFragments(limit: limits.messageBytes)
    }

    package func handlerAdded(context: ChannelHandlerContext) { startPingTimer(context) }

    package func handlerRemoved(context: ChannelHandlerContext) { stopTimers() }

    package func channelInactive(context: ChannelHandlerContext) {
        stopTimers()
        context.fireChannelInactive()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        isPinged = false
        startPingTimer(context)
        guard !isClosing else {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        do {
            try read(frame, context)
        } catch {
            close(error, context)
        }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: close(.tooLarge, context)
        case is NIOWebSocketError: close(.badControl, context)
        default: context.close(promise: nil)
        }
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let (opcode, bytes): (WebSocketOpcode, [UInt8]) =
            switch unwrapOutboundIn(data) {
            case .text(let bytes): (.text, bytes)
            case .binary(let bytes): (.binary, bytes)
            }
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: buffer)), promise: promise)
    }

    package func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?)
    {
        guard let fault = event as? WebSocketFault else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        close(fault, context)
        promise?.succeed()
    }

    private func read(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) throws(WebSocketFault) {
        guard frame.maskKey != nil else { throw .notMasked }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { throw .reservedBits }
        switch frame.opcode {
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
            context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
        case .pong: break
        case .connectionClose:
            isClosing = true
            stopTimers()
            writeClose(.normalClosure, "", context).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        case .text, .binary, .continuation:
            let message = try fragments.add(frame)
            timeMessage(context)
            if let message { context.fireChannelRead(wrapInboundOut(message)) }
        default: throw .badOpcode
        }
    }

    /// Sends a close frame and waits for the peer's, but not for long.
    private func close(_ fault: WebSocketFault, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        stopTimers()
        _ = writeClose(fault.code, fault.reason, context)
        messageTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(5)) {
            context.close(promise: nil)
        }
    }

    private func writeClose(
        _ code: WebSocketErrorCode, _ reason: String, _ context: ChannelHandlerContext
    ) -> EventLoopFuture<Void> {
        var data = context.channel.allocator.buffer(capacity: 2 + reason.utf8.count)
        data.write(webSocketErrorCode: code)
        data.writeString(reason)
        return context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)))
    }

    /// The time of a message in fragments runs from its first to its last.
    private func timeMessage(_ context: ChannelHandlerContext) {
        if !fragments.isWithinMessage {
            messageTimer?.cancel()
            messageTimer = nil
        } else if messageTimer == nil {
            messageTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.messageTime.timeAmount) {
                self.close(.tooLate, context)
            }
        }
    }

    /// A peer that sends no whole frame for two such spans is gone. A pong may not come within another frame, so one
    /// that sends a frame byte by byte ends the same way.
    private func startPingTimer(_ context: ChannelHandlerContext) {
        pingTimer?.cancel()
        guard !isClosing else { return }
        pingTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.pingTime.timeAmount) {
            guard !self.isPinged else { return context.close(promise: nil) }
            self.isPinged = true
            let ping = WebSocketFrame(fin: true, opcode: .ping, data: context.channel.allocator.buffer(capacity: 0))
            context.writeAndFlush(self.wrapOutboundOut(ping), promise: nil)
            self.startPingTimer(context)
        }
    }

    private func stopTimers() {
        messageTimer?.cancel()
        pingTimer?.cancel()
        (messageTimer, pingTimer) = (nil, nil)
    }
}
