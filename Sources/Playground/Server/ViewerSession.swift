import NIOCore
import Service

/// Speaks the page's protocol on one connection: sends what is in the viewer's mailbox as fast as the browser takes it, and does
/// what the browser asks, one thing after the other. What can't be done is answered with a notice.
final class ViewerSession: ChannelDuplexHandler {
    typealias InboundIn = WebSocketMessage
    typealias OutboundIn = WebSocketMessage
    typealias OutboundOut = WebSocketMessage

    private let audience: Audience
    private let perform: @Sendable (PlayCommand) async throws -> Void
    private let viewer: Viewer
    private var waiting: [PlayCommand] = []
    private var running: Task<Void, Never>?
    private var wantsRead = false
    private var isLeaving = false

    init(
        _ channel: any Channel, _ audience: Audience, perform: @escaping @Sendable (PlayCommand) async throws -> Void
    ) {
        self.audience = audience
        self.perform = perform
        viewer = Viewer(channel)
    }

    func handlerAdded(context: ChannelHandlerContext) { audience.join(viewer) }

    func channelInactive(context: ChannelHandlerContext) {
        isLeaving = true
        waiting = []
        audience.leave(viewer)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLeaving else { return }
        do throws(PlaygroundError) {
            guard case .text(let text) = unwrapInboundIn(data) else {
                throw .badMessage("a browser's messages are text, not binary")
            }
            let command = try PlayCommand(text)
            if case .seen(let stream) = command {
                viewer.post { $0.seen(stream) }
            } else {
                waiting.append(command)
                performNext(context)
            }
        } catch {
            viewer.notice("\(error)")
        }
    }

    /// A browser that asks for more than gets done is read from again when it is done.
    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { wantsRead = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { send(context) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Viewer.Mail: send(context)
        case is ChannelShouldQuiesceEvent: leave(.leaving, context)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func performNext(_ context: ChannelHandlerContext) {
        guard running == nil, !waiting.isEmpty else { return }
        let command = waiting.removeFirst()
        let promise = context.eventLoop.makePromise(of: Void.self)
        running = Task { [perform, viewer] in
            do { try await perform(command) } catch { viewer.notice("\(error)") }
            promise.succeed()
        }
        promise.futureResult.assumeIsolated().whenSuccess {
            self.running = nil
            guard !self.isLeaving else { return }
            self.performNext(context)
            if self.wantsRead, self.waiting.isEmpty {
                self.wantsRead = false
                context.read()
            }
        }
    }

    private func send(_ context: ChannelHandlerContext) {
        guard !isLeaving else { return }
        var hasWritten = false
        while context.channel.isWritable, let message = viewer.withMailbox({ $0.next() }) {
            context.writeAndFlush(wrapOutboundOut(message), promise: nil)
            hasWritten = true
        }
        if !hasWritten, viewer.withMailbox(\.isOverrun) {
            leave(WebSocketFault(code: .policyViolation, reason: "the browser does not keep up"), context)
        }
    }

    private func leave(_ fault: WebSocketFault, _ context: ChannelHandlerContext) {
        guard !isLeaving else { return }
        isLeaving = true
        waiting = []
        audience.leave(viewer)
        context.triggerUserOutboundEvent(fault, promise: nil)
        // The peer's close frame has yet to come.
        context.read()
    }
}
