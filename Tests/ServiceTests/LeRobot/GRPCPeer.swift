import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import Wire

/// A gRPC client without generated code: messages in, messages and a status out.
final class GRPCPeer: Sendable {
    struct Answer: Sendable {
        var httpStatus = ""
        var status = -1
        var message = ""
        var body: [UInt8] = []

        /// The only message in the body.
        var payload: [UInt8] { Array(body.dropFirst(5)) }
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = HTTP2Frame.FramePayload
        private let answer: EventLoopPromise<Answer>
        private var collected = Answer()

        init(_ answer: EventLoopPromise<Answer>) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .headers(let part):
                if let status = part.headers.first(name: ":status") { collected.httpStatus = status }
                if let status = part.headers.first(name: "grpc-status") { collected.status = Int(status) ?? -1 }
                collected.message = part.headers.first(name: "grpc-message") ?? collected.message
                if part.endStream { answer.succeed(collected) }
            case .data(let part):
                if case .byteBuffer(let bytes) = part.data { collected.body += Array(bytes.readableBytesView) }
            default: break
            }
        }

        func channelInactive(context: ChannelHandlerContext) { answer.fail(ConnectionEnded(bytes: collected.body)) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { answer.fail(error) }
    }

    private let channel: any Channel
    private let multiplexer: NIOHTTP2Handler.StreamMultiplexer

    init(port: Int) async throws {
        (channel, multiplexer) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.configureHTTP2Pipeline(
                    mode: .client, connectionConfiguration: .init(), streamConfiguration: .init()
                ) { $0.eventLoop.makeSucceededVoidFuture() }.map { (channel, $0) }
            }
    }

    /// Calls `transport.AsyncInference`'s `method`.
    ///
    /// - Parameter isWhole: false to leave the call open.
    func call(
        _ method: String, _ messages: [[UInt8]] = [[]], headers: HPACKHeaders = [:], isWhole: Bool = true
    ) async throws -> Answer {
        try await call(
            path: "/transport.AsyncInference/\(method)", headers: headers, isWhole: isWhole,
            bytes: messages.flatMap { message in
                [0] + withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) } + message
            })
    }

    func call(
        path: String, headers: HPACKHeaders = [:], isWhole: Bool = true, bytes: [UInt8]
    ) async throws -> Answer {
        let answer = channel.eventLoop.makePromise(of: Answer.self)
        let stream = try await multiplexer.createStreamChannel { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(Collector(answer))
            }
        }.get()
        stream.closeFuture.whenComplete { _ in answer.fail(ConnectionEnded(bytes: [])) }
        var head: HPACKHeaders = [":method": "POST", ":scheme": "http", ":path": path, ":authority": "localhost"]
        head.add(
            contentsOf: [("content-type", "application/grpc"), ("te", "trailers")].filter {
                !headers.contains(name: $0.0)
            })
        head.add(contentsOf: headers)
        stream.write(HTTP2Frame.FramePayload.headers(.init(headers: head)), promise: nil)
        let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer(bytes: bytes)), endStream: isWhole)
        stream.writeAndFlush(HTTP2Frame.FramePayload.data(data), promise: nil)
        return try await answer.futureResult.get()
    }

    /// `Ready` and `SendPolicyInstructions`, as LeRobot's client starts.
    func start(_ instructions: [UInt8] = TestRobot.instructions()) async throws -> Answer {
        let ready = try await call("Ready")
        guard ready.status == 0 else { return ready }
        return try await call("SendPolicyInstructions", [LeRobotTransport.message(data: instructions)])
    }

    /// Sends a pickle as LeRobot's client does, in parts.
    func observe(_ pickle: [UInt8], part: Int = 2 << 20) async throws -> Answer {
        let starts = Array(stride(from: 0, to: pickle.count, by: part))
        return try await call(
            "SendObservations",
            starts.map { start in
                let end = min(start + part, pickle.count)
                let state: LeRobotTransport.TransferState =
                    end == pickle.count ? .end : start == 0 ? .begin : .middle
                return LeRobotTransport.Observation(state: state, data: Array(pickle[start..<end])).encoded
            })
    }

    /// The actions that `GetActions` answers; nil where it answers empty.
    func actions() async throws -> [LeRobotMessage.TimedAction]? {
        let answer = try await call("GetActions")
        guard answer.status == 0 else { throw GRPCFailure(answer: answer) }
        let pickle = try LeRobotTransport.data(in: answer.payload)
        return pickle.isEmpty ? nil : try LeRobotMessage.actions(pickle)
    }

    func close() async { try? await channel.close().get() }
}

/// A call that ended with another status than 0.
struct GRPCFailure: Error {
    let answer: GRPCPeer.Answer
}
