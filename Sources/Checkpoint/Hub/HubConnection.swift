import Foundation
import FoundationNetworking

/// When to ask again after a lost connection, a 5xx or a 429.
public struct RetryPolicy: Sendable, Equatable {
    /// Attempts in a row that bring nothing; every byte received starts the count again.
    public var attempts: Int
    /// Before the second attempt; doubled each time, to at most 16 times this.
    public var firstDelay: Duration

    public init(attempts: Int = 6, firstDelay: Duration = .milliseconds(500)) {
        self.attempts = attempts
        self.firstDelay = firstDelay
    }

    func delay(afterAttempt attempt: Int) -> Duration { firstDelay * (1 << min(max(attempt - 1, 0), 4)) }
}

/// Requests to a hub about one repository: token, redirects, and the meaning of its status codes.
struct HubConnection: Sendable {
    let client: HTTPClient
    let session: URLSession
    let endpoint: URL
    let repository: HubRepository
    let token: String?
    let retry: RetryPolicy

    /// The address of a path at the hub; every component of it is escaped.
    func url(_ components: [String]) -> URL {
        var allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\0"..."\u{7F}"))
        allowed.insert(charactersIn: "-._~")
        let path = components.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
        return URL(string: endpoint.absoluteString + "/" + path.joined(separator: "/")) ?? endpoint
    }

    /// Sends a request, again after passing failures, and follows redirects.
    /// - Parameter followsElsewhere: whether to follow a redirect to another host; without the token, always.
    /// - Returns: the response: 2xx, or 3xx to another host that was not followed.
    func send(
        _ url: URL, method: String = "GET", headers: [String: String] = [:], followsElsewhere: Bool = true,
        into sink: any ByteSink
    ) async throws -> HTTPURLResponse {
        var attempt = 1
        while true {
            do {
                return try await follow(
                    url, method: method, headers: headers, followsElsewhere: followsElsewhere, into: sink)
            } catch let error as URLError {
                if attempt >= retry.attempts {
                    throw CheckpointError.hub(
                        .unreachable(url: url.absoluteString, reason: error.localizedDescription))
                }
            } catch CheckpointError.hub(.refused(_, let status)) where status >= 500 || status == 429 {
                if attempt >= retry.attempts {
                    throw CheckpointError.hub(.refused(url: url.absoluteString, status: status))
                }
            }
            try await Task.sleep(for: retry.delay(afterAttempt: attempt))
            attempt += 1
        }
    }

    private func follow(
        _ first: URL, method: String, headers: [String: String], followsElsewhere: Bool, into sink: any ByteSink
    ) async throws -> HTTPURLResponse {
        var url = first
        for _ in 0..<10 {
            var request = URLRequest(url: url)
            request.httpMethod = method
            request.setValue("gr00t-swift", forHTTPHeaderField: "User-Agent")
            // A compressed body would have another length than the file, and no ranges.
            request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
            for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
            // The token is the hub's alone: storage hosts get signed addresses and must never see it.
            if let token, isSameOrigin(url, endpoint) {
                request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            }
            let response = try await client.send(request, on: session, into: sink)
            guard (300..<400).contains(response.statusCode) else {
                try check(response, url)
                return response
            }
            guard let location = response.value(forHTTPHeaderField: "Location"),
                let next = URL(string: location, relativeTo: url)?.absoluteURL
            else { throw badAnswer(url, "a redirect (\(response.statusCode)) without an address") }
            guard next.scheme == "https" || (next.scheme == "http" && url.scheme == "http") else {
                throw badAnswer(url, "a redirect to \(next.absoluteString), which is not as safe")
            }
            if !followsElsewhere && !isSameOrigin(next, url) { return response }
            url = next
        }
        throw badAnswer(first, "more than 10 redirects")
    }

    private func isSameOrigin(_ left: URL, _ right: URL) -> Bool {
        func port(_ url: URL) -> Int { url.port ?? (url.scheme == "https" ? 443 : 80) }
        return left.scheme == right.scheme && left.host() == right.host() && port(left) == port(right)
    }

    func badAnswer(_ url: URL, _ reason: String) -> CheckpointError {
        .hub(.badAnswer(url: url.absoluteString, reason: reason))
    }

    private func check(_ response: HTTPURLResponse, _ url: URL) throws {
        let address = url.absoluteString
        switch response.statusCode {
        case 200..<300: return
        // The hub's word for the reason: `huggingface_hub/utils/_http.py`, `hf_raise_for_status`.
        case 401 where response.value(forHTTPHeaderField: "X-Error-Code") == "GatedRepo", 403:
            let page = "\(endpoint.absoluteString)/\(repository)"
            throw CheckpointError.hub(.noAccess(url: address, page: page))
        case 401: throw CheckpointError.hub(.needsToken(url: address, tokenSent: token != nil))
        case 404:
            let hint =
                switch response.value(forHTTPHeaderField: "X-Error-Code") {
                case "RevisionNotFound": "The repository has no such revision: check the branch, tag or commit"
                case "EntryNotFound": "The repository has no such file"
                default: "Check the spelling of the repository and its revision; a private one needs HF_TOKEN"
                }
            throw CheckpointError.hub(.notFound(url: address, hint: hint))
        default: throw CheckpointError.hub(.refused(url: address, status: response.statusCode))
        }
    }
}
