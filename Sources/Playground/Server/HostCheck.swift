import Glibc

/// Which names this server answers to. A page of another site can have a name of its own point at 127.0.0.1 (DNS rebinding); its
/// requests then carry that name as their `Host`. An address in numbers, or `localhost`, nobody else can give out.
package struct HostCheck: Sendable {
    private let names: Set<String>

    /// - Parameter host: what is listened on; its name is answered to.
    package init(host: String) { names = ["localhost", host.lowercased()] }

    /// Whether a `Host` header, with or without a port, may be answered.
    package func allows(_ header: String?) -> Bool {
        guard let header, let host = Self.name(in: header.lowercased()) else { return false }
        return names.contains(host) || Self.isNumeric(host)
    }

    /// Without the port, and without the brackets of an IPv6 address.
    private static func name(in header: String) -> String? {
        if header.hasPrefix("[") {
            guard let end = header.firstIndex(of: "]") else { return nil }
            let rest = header[header.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            return String(header[header.index(after: header.startIndex)..<end])
        }
        let parts = header.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count <= 2 && !parts[0].isEmpty ? String(parts[0]) : nil
    }

    private static func isNumeric(_ host: String) -> Bool {
        var address = in_addr()
        var address6 = in6_addr()
        return inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address6) == 1
    }
}
