import Foundation

/// An answer as it came over a raw connection.
struct HTTPAnswer {
    let status: Int
    /// By name in lower case.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The first answer in `bytes` and its length; nil where it is not whole.
    ///
    /// - Parameter hasBody: false for the answer to HEAD.
    static func parse(_ bytes: [UInt8], hasBody: Bool = true) throws -> (value: HTTPAnswer, count: Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let headers = Dictionary(
            lines.dropFirst().compactMap { line -> (String, String)? in
                let parts = line.split(separator: ":", maxSplits: 1)
                return parts.count == 2 ? (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces)) : nil
            }, uniquingKeysWith: { first, _ in first })
        let length = hasBody ? headers["content-length"].flatMap { Int($0) } ?? 0 : 0
        guard bytes.count >= end.upperBound + length else { return nil }
        let body = Array(bytes[end.upperBound..<end.upperBound + length])
        return (HTTPAnswer(status: status, headers: headers, body: body), end.upperBound + length)
    }
}

extension TCPPeer {
    /// A request with a body; the answer.
    func request(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1"] + headers
        if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
        try await send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return try await receive { try HTTPAnswer.parse($0, hasBody: method != "HEAD") }
    }

    func post(_ path: String, _ json: String, headers: [String] = []) async throws -> HTTPAnswer {
        try await request("POST", path, headers: headers, body: Array(json.utf8))
    }

    /// The answer to a request on a connection of its own.
    static func post(_ port: Int, _ path: String, _ json: String) async throws -> HTTPAnswer {
        try await TCPPeer(port: port).post(path, json)
    }

    /// Likewise.
    static func request(
        _ port: Int, _ method: String, _ path: String, headers: [String] = [], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        try await TCPPeer(port: port).request(method, path, headers: headers, body: body)
    }

    /// The status of `GET /health`.
    static func health(_ port: Int) async throws -> Int { try await request(port, "GET", "/health").status }
}
