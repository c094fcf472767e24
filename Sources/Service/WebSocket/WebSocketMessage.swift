import NIOWebSocket

/// What a WebSocket peer said, its fragments joined and unmasked.
package enum WebSocketMessage: Sendable, Equatable {
    case text([UInt8])
    case binary([UInt8])
}

/// Why a WebSocket connection is ended from this side.
package struct WebSocketFault: Error, Equatable {
    let code: WebSocketErrorCode
    /// At most 123 bytes, the room of a close frame.
    let reason: String

    package init(code: WebSocketErrorCode, reason: String) {
        self.code = code
        self.reason = reason
    }

    static let notMasked = WebSocketFault(code: .protocolError, reason: "frames of a client must be masked")
    static let reservedBits = WebSocketFault(code: .protocolError, reason: "no extension was agreed on")
    static let badFragment = WebSocketFault(code: .protocolError, reason: "fragments out of order")
    static let badOpcode = WebSocketFault(code: .protocolError, reason: "unknown opcode")
    static let badControl = WebSocketFault(code: .protocolError, reason: "a control frame is short and whole")
    static let tooLate = WebSocketFault(code: .policyViolation, reason: "the message did not come in time")
    static let tooLarge = WebSocketFault(code: .messageTooLarge, reason: "the message is too large")
    package static let leaving = WebSocketFault(code: .goingAway, reason: "the server is shutting down")
}
