import NIOHTTP1
import Service

/// What is answered over HTTP: the page at `/`, and who may not pass on the way to the WebSocket at `/live`.
struct PlaygroundDoor: HTTPApplication {
    /// The page, as it is sent.
    let page: [UInt8]
    let hosts: HostCheck

    func refusal(of head: HTTPRequestHead) -> HTTPResponse? {
        guard head.headers["Host"].count == 1, hosts.allows(head.headers.first(name: "Host")) else {
            let text = "open this page by its address, as http://127.0.0.1, not by another name"
            return Self.plain(text, status: .misdirectedRequest)
        }
        guard !head.isFromForeignPage else {
            return Self.plain("pages of other sites may not use this one", status: .forbidden)
        }
        switch head.path {
        case "/live": return refusalOfHandshake(head)
        case "/":
            guard head.method == .GET || head.method == .HEAD else {
                return Self.plain("the page takes GET, HEAD", status: .methodNotAllowed).with("Allow", "GET, HEAD")
            }
            return head.asksForWebSocket ? Self.plain("the WebSocket is at /live", status: .notFound) : nil
        default: return Self.plain("there is nothing here; the page is at /", status: .notFound)
        }
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        // All that the page needs is in it. Nothing may be loaded from elsewhere, and no other site may frame it.
        HTTPResponse(type: "text/html; charset=utf-8", body: page)
            .with(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
                    + "img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff")
    }

    func closed() async {}

    private func refusalOfHandshake(_ head: HTTPRequestHead) -> HTTPResponse? {
        guard head.method == .GET, head.asksForWebSocket else {
            return Self.plain("this path speaks WebSocket", status: .upgradeRequired).with("Upgrade", "websocket")
        }
        guard head.headers["Sec-WebSocket-Version"] == ["13"], head.headers["Sec-WebSocket-Key"].count == 1 else {
            return Self.plain("the handshake must have a key and version 13 (RFC 6455)", status: .badRequest)
                .with("Sec-WebSocket-Version", "13")
        }
        return nil
    }

    private static func plain(_ text: String, status: HTTPResponseStatus) -> HTTPResponse {
        .text(text + "\n", status: status)
    }
}
