import NIOCore
import NIOHPACK
import NIOHTTP2

/// What answers the gRPC calls of one connection.
protocol GRPCApplication: Sendable {
    /// The method at the path of a request, nil where there is none.
    associatedtype Method: Sendable
    func method(at path: String) -> Method?

    /// One message in answer to those of the call. Throws ``GRPCStatus``.
    func answer(_ method: Method, _ messages: [[UInt8]]) async throws(GRPCStatus) -> [UInt8]
}

/// One call of gRPC over HTTP/2: a stream that brings headers and messages, and gets a message and a status in trailers
/// (github.com/grpc/grpc, "gRPC over HTTP2").
final class GRPCCall<Application: GRPCApplication>: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private enum State {
        case idle
        case receiving(Application.Method)
        case answering(Task<Void, Never>)
        case done
    }

    private let application: Application
    private let limits: TransportLimits
    private let budget: ByteBudget
    /// What the call has taken of the budget.
    private var taken = 0
    private var messages: GRPCMessages
    private var state = State.idle
    private var timer: Scheduled<Void>?

    init(_ application: Application, limits: TransportLimits, budget: ByteBudget) {
        self.application = application
        self.limits = limits
        self.budget = budget
        messages = GRPCMessages(limit: limits.messageBytes)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do {
            switch (unwrapInboundIn(data), state) {
            case (.headers(let headers), .idle):
                try begin(headers.headers, context)
                if headers.endStream { try end(context) }
            case (.headers(let trailers), .receiving) where trailers.endStream: try end(context)
            case (.data(let part), .receiving):
                if case .byteBuffer(let bytes) = part.data { try receive(bytes) }
                if part.endStream { try end(context) }
            default: break
            }
        } catch {
            finish(.failure(error), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        release()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { release() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        release()
        context.close(promise: nil)
    }

    private func begin(_ headers: HPACKHeaders, _ context: ChannelHandlerContext) throws(GRPCStatus) {
        let type = headers.first(name: "content-type") ?? ""
        guard headers.first(name: ":method") == "POST", type.hasPrefix("application/grpc") else {
            state = .done
            let answer: HPACKHeaders = [":status": "415"]
            return write(.headers(.init(headers: answer, endStream: true)), isLast: true, context)
        }
        let encoding = headers.first(name: "grpc-encoding") ?? "identity"
        guard encoding == "identity" else {
            throw GRPCStatus(.unimplemented, "messages in \(encoding.prefix(50)) are not read: send them as they are")
        }
        let path = headers.first(name: ":path") ?? ""
        guard let method = application.method(at: path) else {
            throw GRPCStatus(.unimplemented, "there is no \(path.prefix(200)) here")
        }
        state = .receiving(method)
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.messageTime.timeAmount) {
            guard case .receiving = self.state else { return }
            let late = GRPCStatus(.deadlineExceeded, "the call did not come within \(self.limits.messageTime)")
            self.finish(.failure(late), context)
        }
    }

    private func receive(_ bytes: ByteBuffer) throws(GRPCStatus) {
        guard budget.take(bytes.readableBytes) else {
            throw GRPCStatus(.resourceExhausted, "the server is busy: others are sending large requests")
        }
        taken += bytes.readableBytes
        try messages.append(bytes)
    }

    private func end(_ context: ChannelHandlerContext) throws(GRPCStatus) {
        timer?.cancel()
        guard case .receiving(let method) = state else { return }
        guard messages.isComplete else { throw GRPCStatus(.invalidArgument, "the call ends within a message") }
        let promise = context.eventLoop.makePromise(of: [UInt8].self)
        let task = Task { [application, messages = messages.whole] in
            do {
                promise.succeed(try await application.answer(method, messages))
            } catch {
                promise.fail(error)
            }
        }
        state = .answering(task)
        messages = GRPCMessages(limit: 0)
        promise.futureResult.assumeIsolated().whenComplete { self.finish($0, context) }
    }

    private func finish(_ result: Result<[UInt8], any Error>, _ context: ChannelHandlerContext) {
        if case .done = state { return }
        release()
        let start: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]
        switch result {
        case .success(let message):
            write(.headers(.init(headers: start)), context)
            write(.data(.init(data: .byteBuffer(GRPCMessages.frame(message)))), context)
            write(.headers(.init(headers: ["grpc-status": "0"], endStream: true)), isLast: true, context)
        case .failure(let error):
            let status = error as? GRPCStatus ?? GRPCStatus(.internalError, "\(error)")
            var headers = start
            headers.add(name: "grpc-status", value: String(status.code.rawValue))
            headers.add(name: "grpc-message", value: status.encodedMessage)
            write(.headers(.init(headers: headers, endStream: true)), isLast: true, context)
        }
    }

    private func write(_ payload: HTTP2Frame.FramePayload, isLast: Bool = false, _ context: ChannelHandlerContext) {
        guard isLast else { return context.write(wrapOutboundOut(payload), promise: nil) }
        // Closing resets a stream whose call has not come to its end.
        context.writeAndFlush(wrapOutboundOut(payload)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    /// Nothing more is read, and what was read is let go.
    private func release() {
        timer?.cancel()
        timer = nil
        if case .answering(let task) = state { task.cancel() }
        state = .done
        budget.give(taken)
        taken = 0
        messages = GRPCMessages(limit: 0)
    }
}
