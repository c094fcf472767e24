import Client
import Foundation

/// What `--policy` can name.
enum PolicyChoice: Equatable {
    case expert, random, hold
    /// Isaac-GR00T's protocol over ZeroMQ.
    case server(ServiceAddress)
    /// Isaac-GR00T's protocol over HTTP.
    case web(URL)
    /// A directory, or the name of a checkpoint that was downloaded.
    case checkpoint(String)

    /// Throws `ClientError` for an address that is none.
    init(_ text: String) throws {
        switch text {
        case "expert": self = .expert
        case "random": self = .random
        case "hold": self = .hold
        default:
            let scheme = text.prefix(upTo: text.firstRange(of: "://")?.lowerBound ?? text.startIndex).lowercased()
            switch scheme {
            case "": self = .checkpoint(text)
            case "tcp": self = .server(try Self.address(String(text.dropFirst("tcp://".count))))
            case "http", "https":
                guard let url = URL(string: text), url.host()?.isEmpty == false, url.query() == nil else {
                    throw ClientError.badHost(text)
                }
                self = .web(url)
            default: throw ClientError.badHost(text)
            }
        }
    }

    /// `host`, `host:port`, `[::1]:5555`.
    private static func address(_ text: String) throws -> ServiceAddress {
        guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { return try ServiceAddress(host: text) }
        let port = text[text.index(after: colon)...]
        guard let number = Int(port) else { throw ClientError.badHost(text) }
        return try ServiceAddress(host: String(text[..<colon]), port: number)
    }
}
