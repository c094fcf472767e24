import Embodiment

extension SessionID {
    private static let maxNameBytes = 128

    /// A session that the client names itself, the same over every connection and protocol.
    /// Throws ``ServiceError/badSessionName(bytes:limit:)``.
    public init(named name: String) throws(ServiceError) {
        guard (1...Self.maxNameBytes).contains(name.utf8.count) else {
            throw .badSessionName(bytes: name.utf8.count, limit: Self.maxNameBytes)
        }
        self.init("name:\(name)")
    }

    /// The session of a connection. No name that a client can choose equals it.
    public init(connection: some StringProtocol, of served: ServiceProtocol) {
        self.init("\(served.rawValue):\(connection)")
    }
}
