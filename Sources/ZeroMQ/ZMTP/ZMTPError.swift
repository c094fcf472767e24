/// Why a connection is not ZeroMQ's, or no longer.
public enum ZMTPError: Error, Equatable, CustomStringConvertible {
    /// Bytes of another protocol.
    case notZMTP
    case oldVersion(Int)
    case mechanism(String)
    case badHandshake(reason: String)
    case peerType(String)
    case badFrame(flags: UInt8)
    case tooLarge(bytes: UInt64, limit: Int)
    case tooManyParts(limit: Int)

    public var description: String {
        switch self {
        case .notZMTP: "the peer does not speak ZeroMQ: is it a browser, or a client of another port?"
        case .oldVersion(let version): "the peer speaks ZMTP \(version); it needs 3.0, libzmq 4 or later"
        case .mechanism(let name): "the peer wants the security mechanism '\(name)'; only NULL is served"
        case .badHandshake(let reason): "the peer's handshake can't be read: \(reason)"
        case .peerType(let name): "the peer is a \(name) socket; use REQ or DEALER"
        case .badFrame(let flags): "a frame with flags \(flags) is out of place"
        case .tooLarge(let bytes, let limit): "a message of \(bytes) bytes or more; at most \(limit) are received"
        case .tooManyParts(let limit): "a message of more than \(limit) parts"
        }
    }
}
