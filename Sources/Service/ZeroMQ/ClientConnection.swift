import ZeroMQ

/// What a server knows of one connection.
struct ClientConnection {
    let number: [UInt8]
    private(set) var lastUse: ContinuousClock.Instant
    /// Whether a message came with the right token, or none was needed.
    var isTrusted = false
    private var zmtp: ZMTPConnection
    /// Since when a handshake or a message has been unfinished.
    private var unfinishedSince: ContinuousClock.Instant?

    init(_ number: [UInt8], maxBytes: Int, now: ContinuousClock.Instant) {
        self.number = number
        lastUse = now
        unfinishedSince = now
        zmtp = ZMTPConnection(maxBytes: maxBytes)
    }

    /// A name that the client gives itself outlives the connection.
    var isNamed: Bool { !zmtp.identity.isEmpty }

    /// For sessions and the log. Numbers and names can't be mistaken for each other.
    var name: String { isNamed ? "named-\(zmtp.identity.hexadecimal)" : number.hexadecimal }

    var unfinishedBytes: Int { zmtp.unfinishedBytes }

    /// Whether a handshake or a message has been unfinished for longer than `patience`.
    func isLate(_ now: ContinuousClock.Instant, patience: Duration) -> Bool {
        unfinishedSince.map { $0.duration(to: now) > patience } ?? false
    }

    /// For time in which the server did not receive.
    mutating func restartPatience(_ now: ContinuousClock.Instant) {
        if unfinishedSince != nil { unfinishedSince = now }
    }

    /// Throws ``ZMTPError``.
    mutating func receive(
        _ bytes: [UInt8], now: ContinuousClock.Instant
    ) throws(ZMTPError) -> [ZMTPConnection.Event] {
        lastUse = now
        let events = try zmtp.receive(bytes)
        let isWaited = !zmtp.isReady || zmtp.unfinishedBytes > 0
        // What has just come whole was another message than the one that is unfinished now.
        if !isWaited {
            unfinishedSince = nil
        } else if unfinishedSince == nil || !events.isEmpty {
            unfinishedSince = now
        }
        return events
    }
}
