import Embodiment
import NIOHTTP1

/// What the WebSocket port answers in HTTP: who may not pass, and that the server is alive.
struct WebSocketDoor: HTTPApplication {
    let service: PolicyService
    let peer: String

    func refusal(of head: HTTPRequestHead) -> HTTPResponse? {
        if head.path == "/healthz", !head.asksForWebSocket {
            return head.method == .GET || head.method == .HEAD
                ? nil : HTTPResponse.failure(.methodNotAllowed, "/healthz takes GET, HEAD").with("Allow", "GET, HEAD")
        }
        guard !head.isFromForeignPage else {
            return .failure(.forbidden, "pages of other sites may not use this server")
        }
        do {
            try service.token.check(head.token)
        } catch {
            let session = SessionID(connection: peer, of: .webSocket)
            service.note(.webSocket, .metadata, session, arrival: .now, refusal: error)
            return HTTPResponse(error, service.outcome(of: error))
        }
        guard head.method == .GET, head.asksForWebSocket else {
            return HTTPResponse.failure(.upgradeRequired, "this port speaks WebSocket, and HTTP only at /healthz")
                .with("Upgrade", "websocket")
        }
        guard head.headers["Sec-WebSocket-Version"] == ["13"], head.headers["Sec-WebSocket-Key"].count == 1 else {
            return HTTPResponse.failure(.badRequest, "the handshake must have a key and version 13 (RFC 6455)")
                .with("Sec-WebSocket-Version", "13")
        }
        return nil
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse { .text("OK\n") }

    func closed() async {}
}
