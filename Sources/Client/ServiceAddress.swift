/// Where a service listens.
public struct ServiceAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public let host: String
    public let port: Int

    /// The port of the reference's service.
    public static let defaultPort = 5555

    /// Throws ``ClientError/badHost(_:)`` and ``ClientError/badPort(_:)``.
    public init(host: String = "localhost", port: Int = ServiceAddress.defaultPort) throws(ClientError) {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let isIPv6 = bare.contains(":")
        let isPlain = bare.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-:%".contains($0)) }
        // One colon is a port that was left in the host.
        guard !bare.isEmpty, bare.utf8.count <= 253, isPlain, !isIPv6 || bare.count(where: { $0 == ":" }) >= 2 else {
            throw .badHost(host)
        }
        guard (1...65535).contains(port) else { throw .badPort(port) }
        self.host = bare
        self.port = port
    }

    /// Whether the host is a literal IPv6 address. Names are looked up as IPv4, where the service listens unless told otherwise.
    public var isIPv6: Bool { host.contains(":") }

    /// As ZeroMQ has it: `tcp://localhost:5555`.
    public var description: String { isIPv6 ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)" }
}
