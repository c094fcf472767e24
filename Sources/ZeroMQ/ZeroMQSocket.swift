import CZeroMQ

/// A socket of libzmq. It belongs to one thread, which is why it is not `Sendable`: make it where it is used.
public final class ZeroMQSocket {
    /// The part that a socket plays.
    public enum Kind: Sendable {
        /// Sends a request, receives its answer, and so on in turn.
        case request
        /// Receives a request, sends its answer, and so on in turn.
        case reply
        /// Talks to many peers; the first part of a message is the peer's identity.
        case router
        /// Sends and receives at will.
        case dealer
        /// Bytes over TCP, of any protocol. A message is a peer's number and bytes; none of them means that the peer
        /// has come or gone, and when sent, that it shall go.
        case stream
    }

    /// Of one message; more are read and dropped.
    public static let maxParts = 8

    /// Keeps the context alive.
    private let context: ZeroMQContext
    let pointer: UnsafeMutableRawPointer
    /// What the socket was bound or connected to, for errors.
    public private(set) var address = "an address that is not yet set"

    /// Throws ``ZeroMQError`` where the system has no file descriptors left.
    public init(_ kind: Kind, in context: ZeroMQContext, options: ZeroMQSocketOptions = .init()) throws(ZeroMQError) {
        guard let pointer = context.socket(kind.type) else { throw .last("make", "a \(kind) socket") }
        self.context = context
        self.pointer = pointer
        for (option, value) in options.settings { try set(option, value) }
        if let bytes = options.maxMessageBytes { try set(ZMQ_MAXMSGSIZE, Int64(clamping: bytes)) }
    }

    deinit { zmq_close(pointer) }

    /// Listens on an address such as `tcp://127.0.0.1:5555`; port `*` takes a free one.
    /// - Returns: the address with the port it got.
    /// - Throws: ``ZeroMQError/addressInUse(_:)``, ``ZeroMQError/badAddress(_:)``, ``ZeroMQError/notOurAddress(_:)``,
    ///   ``ZeroMQError/notPermitted(_:)``.
    @discardableResult
    public func bind(_ address: String) throws(ZeroMQError) -> String {
        self.address = address
        try checkPort()
        guard zmq_bind(pointer, address) == 0 else { throw .last("listen on", address) }
        self.address = lastEndpoint() ?? address
        return self.address
    }

    /// Connects in the background, and again whenever the connection breaks; that nobody listens there is no error yet.
    /// Throws ``ZeroMQError/badAddress(_:)``.
    public func connect(_ address: String) throws(ZeroMQError) {
        self.address = address
        try checkPort()
        guard zmq_connect(pointer, address) == 0 else { throw .last("connect to", address) }
    }

    /// libzmq takes port 99999 for 34463.
    private func checkPort() throws(ZeroMQError) {
        guard address.hasPrefix("tcp://"), let colon = address.lastIndex(of: ":") else { return }
        let port = address[address.index(after: colon)...]
        guard port == "*" || UInt16(port) != nil else { throw .badAddress(address) }
    }

    private func set<Value>(_ option: Int32, _ value: Value) throws(ZeroMQError) {
        let result = withUnsafeBytes(of: value) { zmq_setsockopt(pointer, option, $0.baseAddress, $0.count) }
        guard result == 0 else { throw .last("set option \(option) of", "a socket") }
    }

    private func lastEndpoint() -> String? {
        var text = [CChar](repeating: 0, count: 256)
        var count = text.count
        guard zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, &text, &count) == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension ZeroMQSocket.Kind {
    var type: Int32 {
        switch self {
        case .request: ZMQ_REQ
        case .reply: ZMQ_REP
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .stream: ZMQ_STREAM
        }
    }
}
