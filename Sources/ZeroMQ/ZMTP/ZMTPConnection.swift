/// The listening side of one ZeroMQ connection: turns the bytes that a peer sends into its messages.
///
/// libzmq's own router socket puts no bound on the parts of a message that is not yet whole, so whoever reaches the
/// port could fill the memory. This reads ZMTP 3.0 with the NULL mechanism, as a router does, and keeps to its limits.
public struct ZMTPConnection: Sendable {
    /// What follows from bytes.
    public enum Event: Sendable, Equatable {
        /// All parts of a message.
        case message([[UInt8]])
        /// Bytes to be sent to the peer.
        case answer([UInt8])
    }

    private enum State {
        case greeting, header
        case body(ZMTPFrame.Flags, missing: Int)
    }

    /// Of commands, which are short.
    private static let maxCommandBytes = 4096

    /// What to send to a peer that connects.
    public static let opening: [UInt8] =
        ZMTPHandshake.greeting + ZMTPFrame.command("READY", ZMTPFrame.property("Socket-Type", "ROUTER"))

    /// Whether the peer has introduced itself.
    public private(set) var isReady = false
    /// The name that the peer gives itself, mostly none.
    public private(set) var identity: [UInt8] = []

    private let maxBytes: Int
    private let maxParts: Int
    private var state = State.greeting
    /// Of the greeting or a frame's header.
    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var parts: [[UInt8]] = []
    private var partsBytes = 0

    /// - Parameters:
    ///   - maxBytes: of one message, all parts together.
    ///   - maxParts: of one message.
    public init(maxBytes: Int, maxParts: Int = ZeroMQSocket.maxParts) {
        self.maxBytes = maxBytes
        self.maxParts = maxParts
    }

    /// Bytes of the message that is not yet whole.
    public var unfinishedBytes: Int { partsBytes + body.count + head.count }

    /// What follows from more bytes. Throws ``ZMTPError``; the connection is to be closed then.
    public mutating func receive(_ bytes: [UInt8]) throws(ZMTPError) -> [Event] {
        var events: [Event] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            switch state {
            case .greeting:
                take(upTo: ZMTPHandshake.greetingBytes, from: &rest)
                try ZMTPHandshake.check(head[...])
                if head.count == ZMTPHandshake.greetingBytes { expectHeader() }
            case .header:
                let isLong = (head.first ?? rest.first).map { ZMTPFrame.Flags(rawValue: $0).contains(.long) } ?? false
                take(upTo: isLong ? 9 : 2, from: &rest)
                if head.count == (isLong ? 9 : 2) { try beginBody(&events) }
            case .body(let flags, let missing):
                let part = rest.prefix(missing)
                body += part
                rest = rest.dropFirst(part.count)
                state = .body(flags, missing: missing - part.count)
                if part.count == missing { try finish(flags, &events) }
            }
        }
        return events
    }

    private mutating func take(upTo count: Int, from rest: inout ArraySlice<UInt8>) {
        let part = rest.prefix(count - head.count)
        head += part
        rest = rest.dropFirst(part.count)
    }

    private mutating func expectHeader() {
        head = []
        body = []
        state = .header
    }

    /// The header is whole.
    private mutating func beginBody(_ events: inout [Event]) throws(ZMTPError) {
        let flags = ZMTPFrame.Flags(rawValue: head[0])
        let length = head.dropFirst().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let isCommand = flags.contains(.command)
        guard flags.isSubset(of: .known), isCommand ? !flags.contains(.more) : isReady else {
            throw .badFrame(flags: head[0])
        }
        let limit = isCommand ? Self.maxCommandBytes : maxBytes - partsBytes
        guard length <= UInt64(max(limit, 0)) else {
            throw .tooLarge(bytes: length, limit: isCommand ? Self.maxCommandBytes : maxBytes)
        }
        guard isCommand || parts.count < maxParts else { throw .tooManyParts(limit: maxParts) }
        head = []
        // No more than a camera's image before its bytes are there.
        body.reserveCapacity(Int(min(length, 1 << 20)))
        state = .body(flags, missing: Int(length))
        if length == 0 { try finish(flags, &events) }
    }

    /// The body is whole.
    private mutating func finish(_ flags: ZMTPFrame.Flags, _ events: inout [Event]) throws(ZMTPError) {
        let whole = body
        expectHeader()
        guard !flags.contains(.command) else { return try obey(whole, &events) }
        parts.append(whole)
        partsBytes += whole.count
        guard !flags.contains(.more) else { return }
        events.append(.message(parts))
        parts = []
        partsBytes = 0
    }

    private mutating func obey(_ body: [UInt8], _ events: inout [Event]) throws(ZMTPError) {
        let (name, content) = try ZMTPHandshake.command(body)
        switch name {
        case "READY" where !isReady:
            let properties = try ZMTPHandshake.properties(content)
            let type = String(decoding: (properties["socket-type"] ?? []).prefix(40), as: UTF8.self)
            guard ["REQ", "DEALER", "ROUTER"].contains(type) else { throw .peerType(type) }
            identity = Array((properties["identity"] ?? []).prefix(255))
            isReady = true
        case "PING" where isReady:
            // The peer's time to live, two bytes, is its own affair; at most 16 bytes come back.
            events.append(.answer(ZMTPFrame.command("PONG", Array(content.dropFirst(2).prefix(16)))))
        case _ where !isReady: throw .badHandshake(reason: "'\(name.prefix(40))' came before READY")
        default: break
        }
    }
}
