import NIOCore
import NIOHTTP1
import Wire

/// An answer: a status, a body and its type.
package struct HTTPResponse: Sendable {
    let status: HTTPResponseStatus
    var headers: HTTPHeaders
    let body: [UInt8]

    package init(_ status: HTTPResponseStatus = .ok, type: String, body: [UInt8]) {
        self.status = status
        self.headers = ["Content-Type": type]
        self.body = body
    }

    /// A JSON text.
    static func json(_ body: [UInt8], status: HTTPResponseStatus = .ok) -> HTTPResponse {
        HTTPResponse(status, type: "application/json", body: body)
    }

    /// Plain text.
    package static func text(_ text: String, status: HTTPResponseStatus = .ok) -> HTTPResponse {
        HTTPResponse(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// An error as FastAPI words it, `{"detail": text}`.
    static func failure(_ status: HTTPResponseStatus, _ detail: String) -> HTTPResponse {
        .json(ActRequest.error(detail), status: status)
    }

    /// The same with one header more.
    package func with(_ name: String, _ value: String) -> HTTPResponse {
        var response = self
        response.headers.replaceOrAdd(name: name, value: value)
        return response
    }
}

/// What answers the requests of one HTTP connection.
package protocol HTTPApplication: Sendable {
    /// An answer that the head alone decides, before any of the body is read: not allowed, not found, too large.
    func refusal(of head: HTTPRequestHead) -> HTTPResponse?

    /// The answer to a request whose head was not refused.
    func answer(_ request: HTTPRequest) async -> HTTPResponse

    /// The connection has closed, and no answer is outstanding.
    func closed() async
}
