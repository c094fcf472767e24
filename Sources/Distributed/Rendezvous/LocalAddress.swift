import Foundation

/// Addresses of this machine.
enum LocalAddress {
    static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The address under which this machine reaches `host`, which is therefore one that the others can reach.
    ///
    /// Gloo's own choice is what this machine's name resolves to, on Debian 127.0.1.1, where no other machine finds it.
    static func facing(_ host: String, port: Int) -> String? {
        if isLoopback(host) { return host == "::1" ? "::1" : "127.0.0.1" }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { return nil }
        defer { freeaddrinfo(found) }
        return sequence(first: found) { $0?.pointee.ai_next }.lazy.compactMap { $0 }.compactMap {
            own(facing: $0.pointee)
        }
        .first
    }

    /// Connecting a datagram socket sends nothing; the system only picks the route.
    private static func own(facing target: addrinfo) -> String? {
        let socket = Foundation.socket(target.ai_family, target.ai_socktype, target.ai_protocol)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        guard connect(socket, target.ai_addr, target.ai_addrlen) == 0 else { return nil }
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let found = withUnsafeMutablePointer(to: &address) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                getsockname(socket, address, &length) == 0
                    && getnameinfo(address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
            }
        }
        return found ? name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } : nil
    }
}
