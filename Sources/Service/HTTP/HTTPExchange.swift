import NIOCore
import NIOHTTP1

/// Reads the requests of one connection and writes the answers, one after the other.
///
/// `HTTPServerPipelineHandler` stands before it, so that a request comes only when the one before has its answer.
final class HTTPExchange: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// For the head of the next request.
        case waiting
        case receiving(HTTPRequestHead)
        /// A request without a body was refused; its end has yet to come.
        case refused(HTTPRequestHead, HTTPResponse)
        /// The application has the request.
        case answering(Task<Void, Never>)
        /// The answer is out before the request is in: what is left of the request is read and dropped, for closing on
        /// unread bytes would reset the connection and the peer might never see the answer.
        case discarding
        case closed
    }

    private let application: any HTTPApplication
    private let limits: TransportLimits
    private let budget: ByteBudget
    private let upgrade: WebSocketUpgrade?
    private var state = State.waiting
    /// What has come of the body. Apart from the state, or every part would copy it.
    private var body: [UInt8] = []
    /// What the request has taken of the budget.
    private var taken = 0
    private var timer: Scheduled<Void>?

    /// - Parameter upgrade: makes WebSocket connections of those that ask for it and are not refused.
    init(
        _ application: any HTTPApplication, limits: TransportLimits, budget: ByteBudget,
        upgrade: WebSocketUpgrade? = nil
    ) {
        self.application = application
        self.limits = limits
        self.budget = budget
        self.upgrade = upgrade
    }

    func handlerAdded(context: ChannelHandlerContext) { startTimer(limits.headTime, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .waiting): begin(head, context)
        case (.body(let bytes), .receiving(let head)):
            guard body.count + bytes.readableBytes <= limits.messageBytes else {
                return refuse(tooLarge, head: head, context)
            }
            guard budget.take(bytes.readableBytes) else { return refuse(tooMuch, head: head, context) }
            taken += bytes.readableBytes
            body.append(contentsOf: bytes.readableBytesView)
        case (.end, .receiving(let head)):
            let request = HTTPRequest(head: head, body: body)
            body = []
            answer(request, context)
        case (.end, .refused(let head, let response)): respond(response, to: head, context)
        case (.end, .discarding): close(context)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What remains of a request when a connection is closed is an error too.
        if let error = error as? HTTPParserError, context.channel.isActive {
            switch state {
            case .waiting:
                let answer = HTTPResponse.failure(.badRequest, "not a valid HTTP/1.1 request: \(error)")
                write(answer, head: nil, closing: true, nil, context)
            case .receiving(let head):
                let answer = HTTPResponse.failure(.badRequest, "the body is not valid HTTP/1.1: \(error)")
                write(answer, head: head, closing: true, nil, context)
            case .refused, .answering, .discarding, .closed: break
            }
        }
        close(context)
    }

    private var tooLarge: HTTPResponse {
        .failure(.payloadTooLarge, "the body has more than the \(limits.messageBytes) bytes that are allowed")
    }

    private var tooMuch: HTTPResponse {
        .failure(.serviceUnavailable, "the server is busy: others are sending large requests").with("Retry-After", "1")
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if let refusal = application.refusal(of: head) { return refuse(refusal, head: head, context) }
        let length = head.headers.first(name: "Content-Length").flatMap(Int.init) ?? 0
        if length > limits.messageBytes { return refuse(tooLarge, head: head, context) }
        if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
            let permission = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(permission)), promise: nil)
        }
        body.reserveCapacity(min(length, 1 << 20))
        state = .receiving(head)
        startTimer(limits.messageTime, context)
    }

    private func answer(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
        timer?.cancel()
        if let upgrade, upgrade.isWanted(by: request.head) {
            end()
            return upgrade.perform(request.head, instead: self, context)
        }
        let promise = context.eventLoop.makePromise(of: HTTPResponse.self)
        let application = application
        state = .answering(Task { promise.succeed(await application.answer(request)) })
        promise.futureResult.assumeIsolated().whenSuccess { response in
            if case .answering = self.state { self.respond(response, to: request.head, context) }
        }
    }

    private func respond(_ response: HTTPResponse, to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        dropBody()
        // NIO's decoder reads nothing after a request for an upgrade, be it granted or not.
        if head.isKeepAlive, !head.headers.contains(name: "Upgrade") {
            // The next request may come in while this is written.
            state = .waiting
            startTimer(limits.idleTime, context)
            write(response, head: head, closing: false, nil, context)
        } else {
            end()
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
            write(response, head: head, closing: true, written, context)
        }
    }

    /// Answers a request that is not read to its end.
    private func refuse(_ response: HTTPResponse, head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        dropBody()
        startTimer(.seconds(5), context)
        guard head.hasBody else {
            state = .refused(head, response)
            return
        }
        state = .discarding
        write(response, head: head, closing: true, nil, context)
    }

    private func write(
        _ response: HTTPResponse, head: HTTPRequestHead?, closing: Bool, _ written: EventLoopPromise<Void>?,
        _ context: ChannelHandlerContext
    ) {
        var headers = response.headers
        headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
        headers.replaceOrAdd(name: "Connection", value: closing ? "close" : "keep-alive")
        let start = HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)
        context.write(wrapOutboundOut(.head(start)), promise: nil)
        if head?.method != .HEAD {
            let body = context.channel.allocator.buffer(bytes: response.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    private func startTimer(_ time: Duration, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time.timeAmount) {
            switch self.state {
            case .receiving(let head):
                let text = "the body did not come within \(self.limits.messageTime)"
                self.refuse(.failure(.requestTimeout, text), head: head, context)
            case .waiting, .refused, .discarding: self.close(context)
            case .answering, .closed: break
            }
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        end()
        context.close(promise: nil)
    }

    /// Nothing more is read. An answer that nobody waits for any more is called off.
    private func end() {
        timer?.cancel()
        timer = nil
        dropBody()
        var running: Task<Void, Never>?
        switch state {
        case .closed: return
        case .answering(let task): running = task
        default: break
        }
        state = .closed
        running?.cancel()
        Task { [application, running] in
            await running?.value
            await application.closed()
        }
    }

    private func dropBody() {
        body = []
        budget.give(taken)
        taken = 0
    }
}
