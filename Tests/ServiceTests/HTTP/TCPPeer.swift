import NIOCore
import NIOPosix
import Synchronization

/// A TCP client that sends and reads what bytes a test wants.
final class TCPPeer: Sendable {
    private struct Received {
        var bytes: [UInt8] = []
        var isClosed = false
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let collect: ([UInt8]?) -> Void

        init(_ collect: @escaping ([UInt8]?) -> Void) { self.collect = collect }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            collect(Array(unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) { collect(nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let channel: any Channel
    private let received: MutexBox<Received>

    /// - Parameter isReading: false for a peer that never looks at what it is sent.
    init(port: Int, isReading: Bool = true) async throws {
        let received = MutexBox(Received())
        self.received = received
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: isReading)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Collector { bytes in
                            received.value.withLock {
                                if let bytes { $0.bytes += bytes } else { $0.isClosed = true }
                            }
                        })
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// What has come and was not taken.
    var bytes: [UInt8] { received.value.withLock { $0.bytes } }

    /// Whether the server has closed the connection.
    var isClosed: Bool { received.value.withLock { $0.isClosed } }

    func send(_ bytes: some Sequence<UInt8> & Sendable) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: Array(bytes))).get()
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Waits until `parse` makes something of the bytes that have come, and takes so many away as it says.
    func receive<Value>(_ parse: ([UInt8]) throws -> (value: Value, count: Int)?) async throws -> Value {
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while ContinuousClock.now < end {
            if let (value, count) = try parse(bytes) {
                received.value.withLock { $0.bytes.removeFirst(count) }
                return value
            }
            if isClosed, try parse(bytes) == nil { throw ConnectionEnded(bytes: bytes) }
            try await Task.sleep(for: .microseconds(500))
        }
        throw ConnectionEnded(bytes: bytes)
    }

    func close() async { try? await channel.close().get() }
}

/// The server closed, or said nothing, before what was waited for had come.
struct ConnectionEnded: Error {
    let bytes: [UInt8]
}

/// A mutex that closures can share.
final class MutexBox<Value>: Sendable {
    let value: Mutex<Value>

    init(_ value: sending Value) { self.value = Mutex(value) }
}
