import Foundation
import NIOCore
import NIOHTTP1

/// A request as it has come in whole.
package struct HTTPRequest: Sendable {
    let head: HTTPRequestHead
    let body: [UInt8]
}

extension HTTPRequestHead {
    /// The path of the target without its query.
    package var path: String { String(uri.prefix { $0 != "?" }) }

    /// The value of the first query field `name`, with its percent encoding resolved.
    func query(_ name: String) -> String? {
        guard let start = uri.firstIndex(of: "?") else { return nil }
        for field in uri[start...].dropFirst().split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == name { return parts[1].removingPercentEncoding }
        }
        return nil
    }

    /// The token of `Authorization`, `Bearer` as in HTTP or `Api-Key` as openpi's client writes it.
    var token: String? {
        guard let value = headers.first(name: "Authorization") else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, ["bearer", "api-key"].contains(parts[0].lowercased()) else { return nil }
        return parts[1].trimmingCharacters(in: .whitespaces)
    }

    /// The media type of the body in lower case, without parameters.
    var contentType: String {
        let value = headers.first(name: "Content-Type") ?? ""
        return value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// Whether a page of another site had a browser send this. Such a page reaches a server on 127.0.0.1, so that being
    /// local is no permission.
    package var isFromForeignPage: Bool {
        guard let origin = headers.first(name: "Origin") else { return false }
        guard let scheme = origin.range(of: "://"), let host = headers.first(name: "Host") else { return true }
        return origin[scheme.upperBound...].lowercased() != host.lowercased()
    }

    /// Whether a body follows.
    var hasBody: Bool {
        headers.contains(name: "Transfer-Encoding") || (headers.first(name: "Content-Length") ?? "0") != "0"
    }
}
