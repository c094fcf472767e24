import Wire

/// How a gRPC call ended, where not well (grpc.github.io, "Status codes and their use in gRPC").
struct GRPCStatus: Error, Equatable {
    enum Code: Int {
        case ok = 0
        case cancelled = 1
        case invalidArgument = 3
        case deadlineExceeded = 4
        case resourceExhausted = 8
        case failedPrecondition = 9
        case unimplemented = 12
        case internalError = 13
        case unavailable = 14
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What `error` means to a client.
    init(_ error: any Error, _ outcome: RequestOutcome) {
        switch error {
        case let status as GRPCStatus: self = status
        case WireError.tooLarge: self.init(.resourceExhausted, "\(error)")
        case let error as LeRobotError:
            self.init(error.isAboutSetup ? .failedPrecondition : .invalidArgument, "\(error)")
        default:
            let code: Code =
                switch outcome {
                case .ok: .ok
                case .badRequest, .unauthorized: .invalidArgument
                // LeRobot's client repeats calls that end as unavailable; a busy server needs no more of them.
                case .busy: .resourceExhausted
                case .expired: .deadlineExceeded
                case .shuttingDown: .unavailable
                case .cancelled: .cancelled
                case .failed: .internalError
                }
            self.init(code, "\(error)")
        }
    }

    /// The message as a header field: printable ASCII, the rest in percent encoding, at most 1000 bytes of it.
    var encodedMessage: String {
        var encoded = ""
        for byte in message.utf8.prefix(1000) {
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
