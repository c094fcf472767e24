/// Why a server could not open its port.
public enum TransportError: Error, Equatable, CustomStringConvertible {
    /// `option` sets another port.
    case portInUse(server: String, host: String, port: Int, option: String)
    case cannotListen(server: String, host: String, port: Int, reason: String)
    case badPort(server: String, port: Int, option: String)
    /// LeRobot's client sends no token, so whoever reaches the port may use the policy.
    case noTokenInProtocol(host: String)
    case badOption(option: String, reason: String)

    public var description: String {
        switch self {
        case .portInUse(let server, let host, let port, let option):
            "\(server): port \(port) of \(host) is in use by another program; stop it, or choose another port with "
                + "\(option)"
        case .cannotListen(let server, let host, let port, let reason):
            "\(server): cannot listen on \(host), port \(port): \(reason)"
        case .badPort(let server, let port, let option):
            "\(server): \(port) is not a port; give \(option) a number from 1 to 65535"
        case .noTokenInProtocol(let host):
            "LeRobot's protocol has no token, so anybody who reaches \(host) could use the policy; listen on "
                + "127.0.0.1, or allow it with --lerobot-without-token"
        case .badOption(let option, let reason): "\(option): \(reason)"
        }
    }
}
