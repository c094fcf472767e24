import ZeroMQ

/// All connections of a server, bounded in number and in the bytes of unfinished messages.
struct ConnectionTable {
    private let maxConnections: Int
    private let maxMessageBytes: Int
    /// Of unfinished messages of all connections together.
    private let maxUnfinishedBytes: Int
    private var connections: [[UInt8]: ClientConnection] = [:]
    private var unfinishedBytes = 0

    init(maxConnections: Int, maxMessageBytes: Int) {
        self.maxConnections = maxConnections
        self.maxMessageBytes = maxMessageBytes
        maxUnfinishedBytes = 2 * maxMessageBytes
    }

    func isKnown(_ number: [UInt8]) -> Bool { connections[number] != nil }

    /// Adds a connection. Returns one that must make room: if possible one that has never shown a token, else the one
    /// that was idle longest.
    mutating func open(_ number: [UInt8], now: ContinuousClock.Instant) -> ClientConnection? {
        var evicted: ClientConnection?
        if connections.count >= maxConnections {
            let oldest = connections.values.min {
                ($0.isTrusted ? 1 : 0, $0.lastUse) < ($1.isTrusted ? 1 : 0, $1.lastUse)
            }
            evicted = oldest.flatMap { close($0.number) }
        }
        connections[number] = ClientConnection(number, maxBytes: maxMessageBytes, now: now)
        return evicted
    }

    /// What follows from bytes of a connection; nothing for one that has been closed.
    /// Throws ``ZMTPError``; the connection is to be closed then.
    mutating func receive(
        _ bytes: [UInt8], from number: [UInt8], now: ContinuousClock.Instant
    ) throws(ZMTPError) -> (connection: ClientConnection, events: [ZMTPConnection.Event])? {
        // Taken out, so that its bytes are not copied.
        guard var connection = connections.removeValue(forKey: number) else { return nil }
        let before = connection.unfinishedBytes
        let result = Result { () throws(ZMTPError) in try connection.receive(bytes, now: now) }
        unfinishedBytes += connection.unfinishedBytes - before
        connections[number] = connection
        return (connection, try result.get())
    }

    /// Where unfinished messages take too much memory together: the connection with the largest one, if possible one
    /// that has never shown a token.
    func greediest() -> ClientConnection? {
        guard unfinishedBytes > maxUnfinishedBytes else { return nil }
        return connections.values.max {
            ($0.isTrusted ? 0 : 1, $0.unfinishedBytes) < ($1.isTrusted ? 0 : 1, $1.unfinishedBytes)
        }
    }

    mutating func trust(_ number: [UInt8]) { connections[number]?.isTrusted = true }

    /// Forgets a connection, and returns what was known of it.
    mutating func close(_ number: [UInt8]) -> ClientConnection? {
        guard let connection = connections.removeValue(forKey: number) else { return nil }
        unfinishedBytes -= connection.unfinishedBytes
        return connection
    }

    /// For time in which the server did not receive.
    mutating func restartPatience(_ now: ContinuousClock.Instant) {
        for number in connections.keys { connections[number]?.restartPatience(now) }
    }

    /// Those whose handshake or message takes too long.
    func late(_ now: ContinuousClock.Instant, patience: Duration) -> [[UInt8]] {
        connections.values.filter { $0.isLate(now, patience: patience) }.map(\.number)
    }
}
