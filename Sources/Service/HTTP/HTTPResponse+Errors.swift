import NIOHTTP1
import Wire

extension HTTPResponse {
    /// The status that says whose fault `error` is and what to do about it.
    init(_ error: any Error, _ outcome: RequestOutcome) {
        let status: HTTPResponseStatus =
            switch outcome {
            case .ok: .ok
            case .unauthorized: .unauthorized
            case .busy, .shuttingDown, .cancelled: .serviceUnavailable
            case .expired: .gatewayTimeout
            case .failed: .internalServerError
            case .badRequest:
                if case WireError.tooLarge = error { .payloadTooLarge } else { .badRequest }
            }
        self = .failure(status, "\(error)")
        switch status {
        case .unauthorized: headers.replaceOrAdd(name: "WWW-Authenticate", value: "Bearer")
        case .serviceUnavailable: headers.replaceOrAdd(name: "Retry-After", value: "1")
        default: break
        }
    }
}
