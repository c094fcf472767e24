import Glibc

/// What the text after `--host` means.
public enum HostAddress {
    /// Whether only programs of this machine reach it: 127.0.0.0/8, ::1 and `localhost`.
    public static func isLoopback(_ host: String) -> Bool {
        var address = in_addr()
        if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
        var address6 = in6_addr()
        if inet_pton(AF_INET6, host, &address6) == 1 {
            return withUnsafeBytes(of: address6) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
        }
        return host.lowercased() == "localhost"
    }

    /// The number that libzmq and NIO take: `localhost` is 127.0.0.1, `*` is 0.0.0.0.
    public static func numeric(_ host: String) -> String {
        switch host.lowercased() {
        case "localhost": "127.0.0.1"
        case "*": "0.0.0.0"
        default: host
        }
    }

    /// As it stands before a colon and a port: an IPv6 address goes in brackets.
    public static func inURL(_ host: String) -> String {
        let number = numeric(host)
        return number.contains(":") ? "[\(number)]" : number
    }

    /// As libzmq writes it. Port 0 is any free one.
    static func zeroMQ(_ host: String, port: Int) -> String {
        "tcp://\(inURL(host)):\(port == 0 ? "*" : "\(port)")"
    }
}
