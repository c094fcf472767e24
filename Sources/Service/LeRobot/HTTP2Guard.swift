import NIOCore
import NIOHTTP2

/// Ends a connection whose peer does not speak HTTP/2, or says nothing at all.
final class HTTP2Guard: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    private let headTime: Duration
    private var timer: Scheduled<Void>?

    /// - Parameter headTime: from the opening of the connection to the peer's first frame.
    init(headTime: Duration) { self.headTime = headTime }

    func channelActive(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: headTime.timeAmount) {
            context.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        timer?.cancel()
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
