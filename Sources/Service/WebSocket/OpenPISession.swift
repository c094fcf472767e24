import NIOCore
import NIOWebSocket

/// Speaks openpi's protocol on one connection: metadata first, then an answer to each observation, in their order.
///
/// An error is a text with its message, after which the connection is closed with 1011, as the reference does.
final class OpenPISession: ChannelDuplexHandler {
    typealias InboundIn = WebSocketMessage
    typealias OutboundIn = WebSocketMessage
    typealias OutboundOut = WebSocketMessage

    private let policy: OpenPIPolicy
    private var running: Task<Void, Never>?
    private var waiting: [WebSocketMessage] = []
    private var wantsRead = false
    private var isLeaving = false
    private var previousMilliseconds: Double?

    init(_ policy: OpenPIPolicy) { self.policy = policy }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.binary(policy.metadata())), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLeaving else { return }
        waiting.append(unwrapInboundIn(data))
        answerNext(context)
    }

    /// A client that sends ahead is read from again when its messages have been answered.
    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { wantsRead = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isLeaving = true
            waiting = []
            if running == nil { leave(.leaving, context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isLeaving = true
        waiting = []
        running?.cancel()
        Task { [policy, running] in
            await running?.value
            await policy.closed()
        }
        running = nil
        context.fireChannelInactive()
    }

    private func answerNext(_ context: ChannelHandlerContext) {
        guard running == nil, !waiting.isEmpty else { return }
        let message = waiting.removeFirst()
        let start = ContinuousClock.now
        let promise = context.eventLoop.makePromise(of: [UInt8].self)
        running = Task { [policy, previousMilliseconds] in
            do {
                promise.succeed(try await policy.answer(message, previousMilliseconds: previousMilliseconds))
            } catch {
                promise.fail(error)
            }
        }
        promise.futureResult.assumeIsolated().whenComplete { result in
            guard self.running != nil else { return }
            self.running = nil
            self.previousMilliseconds = start.duration(to: .now).milliseconds
            self.write(result, context)
        }
    }

    private func write(_ result: Result<[UInt8], any Error>, _ context: ChannelHandlerContext) {
        switch result {
        case .success(let answer):
            context.writeAndFlush(wrapOutboundOut(.binary(answer)), promise: nil)
            if isLeaving { return leave(.leaving, context) }
            answerNext(context)
            if wantsRead, waiting.isEmpty {
                wantsRead = false
                context.read()
            }
        case .failure(let error):
            context.writeAndFlush(wrapOutboundOut(.text(Array("\(error)".utf8))), promise: nil)
            isLeaving = true
            waiting = []
            let fault = WebSocketFault(code: .unexpectedServerError, reason: "Internal server error")
            leave(error as? ServiceError == .shuttingDown ? .leaving : fault, context)
        }
    }

    private func leave(_ fault: WebSocketFault, _ context: ChannelHandlerContext) {
        context.triggerUserOutboundEvent(fault, promise: nil)
        // The peer's close frame has yet to come.
        context.read()
    }
}
