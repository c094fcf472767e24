import Service

/// A WebSocket client that sends what frames a test wants.
struct WebSocketPeer {
    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]
        var isLast = true

        static func binary(_ payload: [UInt8]) -> Frame { Frame(opcode: 2, payload: payload) }

        /// The code of a close frame.
        var closeCode: Int { payload.count < 2 ? -1 : Int(payload[0]) << 8 | Int(payload[1]) }
        var text: String { String(decoding: payload, as: UTF8.self) }
    }

    let connection: TCPPeer

    /// Connects and shakes hands. Throws ``ConnectionEnded`` where the server does not.
    init(port: Int, headers: [String] = []) async throws {
        connection = try await TCPPeer(port: port)
        let answer = try await Self.shakeHands(connection, headers: headers)
        // The example of RFC 6455, 1.3.
        guard answer.status == 101, answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" else {
            throw ConnectionEnded(bytes: answer.body)
        }
    }

    static func shakeHands(
        _ connection: TCPPeer, path: String = "/", headers: [String] = []
    ) async throws -> HTTPAnswer {
        try await connection.request(
            "GET", path,
            headers: [
                "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ] + headers)
    }

    func send(_ frames: Frame...) async throws {
        try await connection.send(frames.flatMap { Self.encoded($0) })
    }

    /// The next frame of the server.
    func receive() async throws -> Frame { try await connection.receive { try Self.parse($0) } }

    static func encoded(_ frame: Frame, isMasked: Bool = true) -> [UInt8] {
        let count = frame.payload.count
        var bytes = [(frame.isLast ? 0x80 : 0) | frame.opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch count {
        case ..<126: bytes.append(mask | UInt8(count))
        case ..<65_536: bytes += [mask | 126, UInt8(count >> 8), UInt8(count & 0xff)]
        default: bytes += [mask | 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
        }
        guard isMasked else { return bytes + frame.payload }
        let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        return bytes + key + frame.payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    private static func parse(_ bytes: [UInt8]) throws -> (value: Frame, count: Int)? {
        guard bytes.count >= 2 else { return nil }
        guard bytes[1] & 0x80 == 0 else { throw ConnectionEnded(bytes: bytes) }
        let width = bytes[1] == 126 ? 2 : bytes[1] == 127 ? 8 : 0
        guard bytes.count >= 2 + width else { return nil }
        let length = width == 0 ? Int(bytes[1]) : bytes[2..<2 + width].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 2 + width + length else { return nil }
        let payload = Array(bytes[2 + width..<2 + width + length])
        return (Frame(opcode: bytes[0] & 0x0f, payload: payload, isLast: bytes[0] & 0x80 != 0), 2 + width + length)
    }
}
