import Foundation
import NIOCore
import NIOPosix

/// A browser as far as the server can tell: opens the WebSocket, reads what comes, sends what a test wants.
struct PagePeer {
    /// The fields of the page's messages that tests look at.
    struct Event: Decodable {
        var type: String
        var text: String?
        var phase: String?
        var instruction: String?
        var goal: String?
        var remark: String?
        var firstTouched: String?
        var followed: Bool?
        var seed: Int?
        var cubes: [Cube]?
        var suggestions: [String]?
        var step: Int?
        var steps: Int?
        var paused: Bool?
        var waiting: Double?
        var joints: [Joint]?
        var chunk: [[Double]]?
        var inputs: [Entry]?
        var outputs: [Entry]?

        struct Entry: Decodable {
            var key: String
            var shape: String
            var values: String
        }
    }

    /// A colour in a scene, a colour with its place in a moment.
    enum Cube: Decodable {
        case colour(String)
        case placed(colour: String, x: Double, y: Double)

        private enum Key: String, CodingKey { case colour, x, y }

        init(from decoder: any Decoder) throws {
            if let colour = try? decoder.singleValueContainer().decode(String.self) {
                self = .colour(colour)
            } else {
                let fields = try decoder.container(keyedBy: Key.self)
                self = .placed(
                    colour: try fields.decode(String.self, forKey: .colour),
                    x: try fields.decode(Double.self, forKey: .x), y: try fields.decode(Double.self, forKey: .y))
            }
        }

        var colour: String {
            switch self {
            case .colour(let colour), .placed(let colour, _, _): colour
            }
        }

        /// In centimetres.
        func distance(to other: Cube) -> Double {
            guard case .placed(_, let x, let y) = self, case .placed(_, let otherX, let otherY) = other else {
                return 0
            }
            return hypot(x - otherX, y - otherY)
        }
    }

    /// A joint's description in the greeting, its value in a moment.
    enum Joint: Decodable {
        case named(String)
        case value(Double)

        private enum Key: String, CodingKey { case name }

        init(from decoder: any Decoder) throws {
            if let value = try? decoder.singleValueContainer().decode(Double.self) {
                self = .value(value)
            } else {
                self = .named(try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .name))
            }
        }
    }

    struct Unexpected: Error, CustomStringConvertible {
        let description: String
    }

    /// What a server sent.
    enum Message {
        case event(Event)
        case picture(stream: UInt8, jpeg: [UInt8])
        case closed(code: Int)
    }

    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var bytes = ByteBuffer()

    /// Connects, calls `body`, and leaves, after half a minute at the latest. Throws ``Unexpected`` where the server does not shake
    /// hands, and where it says less than `body` waits for.
    static func watching<R: Sendable>(
        port: Int, host: String? = nil, origin: String? = nil,
        _ body: @escaping @Sendable (inout PagePeer) async throws -> R
    ) async throws -> R {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let patience = channel.channel.eventLoop.scheduleTask(in: .seconds(30)) { channel.channel.close(promise: nil) }
        defer { patience.cancel() }
        return try await channel.executeThenClose { inbound, outbound in
            var peer = PagePeer(outbound: outbound, inbound: inbound.makeAsyncIterator())
            try await peer.shakeHands(host ?? "127.0.0.1:\(port)", origin)
            return try await body(&peer)
        }
    }

    private mutating func shakeHands(_ host: String, _ origin: String?) async throws {
        let lines = [
            "GET /live HTTP/1.1", "Host: \(host)", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        let request = (lines + (origin.map { ["Origin: \($0)"] } ?? []) + ["", ""]).joined(separator: "\r\n")
        try await outbound.write(ByteBuffer(string: request))
        var head: [UInt8] = []
        while !head.ends(with: "\r\n\r\n".utf8) { head += try await read(1) }
        guard head.starts(with: "HTTP/1.1 101".utf8) else {
            throw Unexpected(description: String(decoding: head, as: UTF8.self))
        }
    }

    func send(_ text: String, opcode: UInt8 = 1) async throws {
        let payload = Array(text.utf8)
        let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        let length: [UInt8] =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        let masked = payload.enumerated().map { $1 ^ key[$0 % 4] }
        try await outbound.write(ByteBuffer(bytes: [0x80 | opcode] + length + key + masked))
    }

    /// The next message.
    mutating func next() async throws -> Message {
        while true {
            let head = try await read(2)
            let width = head[1] == 126 ? 2 : head[1] == 127 ? 8 : 0
            let length = width == 0 ? Int(head[1]) : try await read(width).reduce(0) { $0 << 8 | Int($1) }
            let payload = try await read(length)
            switch head[0] & 0x0f {
            case 1:
                let decoder = JSONDecoder()
                decoder.keyDecodingStrategy = .convertFromSnakeCase
                return .event(try decoder.decode(Event.self, from: Data(payload)))
            case 2: return .picture(stream: payload.first ?? 0, jpeg: Array(payload.dropFirst()))
            case 8: return .closed(code: payload.prefix(2).reduce(0) { $0 << 8 | Int($1) })
            default: continue
            }
        }
    }

    private mutating func read(_ count: Int) async throws -> [UInt8] {
        while bytes.readableBytes < count {
            guard var more = try await inbound.next() else {
                throw Unexpected(description: "the server closed the connection")
            }
            bytes.writeBuffer(&more)
        }
        return bytes.readBytes(length: count) ?? []
    }

    /// The next event for which `isWanted` holds; others are passed over, pictures are said to be seen.
    mutating func event(_ what: String, where isWanted: (Event) -> Bool) async throws -> Event {
        while true {
            let message: Message
            do { message = try await next() } catch { throw Unexpected(description: "\(error) before \(what)") }
            switch message {
            case .event(let event) where isWanted(event): return event
            case .event: break
            case .picture(let stream, _): try await send(#"{"type":"seen","stream":\#(stream)}"#)
            case .closed(let code): throw Unexpected(description: "closed with \(code) before \(what)")
            }
        }
    }
}

extension Array where Element: Equatable {
    fileprivate func ends(with other: some Collection<Element>) -> Bool { suffix(other.count).elementsEqual(other) }
}
