import ZeroMQ

/// A request as it came over a connection.
///
/// Its parts are perhaps identities of proxies between, an empty part where the client is a request socket, and the
/// request.
struct ClientMessage: Sendable {
    /// Number of the connection, and the parts with which a reply begins. It also tells clients apart.
    let route: [[UInt8]]
    /// The client's name for sessions and the log.
    let client: String
    /// Nil where the rest is not one part.
    private(set) var body: [UInt8]?
    let bodyParts: Int
    let arrival: ContinuousClock.Instant

    /// - Parameters:
    ///   - parts: as received.
    ///   - connection: its number.
    ///   - name: of the connection.
    ///   - arrival: of the last byte.
    init(_ parts: [[UInt8]], connection: [UInt8], name: String, arrival: ContinuousClock.Instant) {
        // A body may be empty too, so the delimiter is looked for before the last part.
        let routeCount = parts.dropLast().firstIndex(of: []).map { $0 + 1 } ?? 0
        let hops = parts[..<routeCount]
        route = [connection] + hops
        client = ([name] + hops.filter { !$0.isEmpty }.map(\.hexadecimal)).joined(separator: "/")
        bodyParts = parts.count - routeCount
        body = bodyParts == 1 ? parts.last : nil
        self.arrival = arrival
    }

    var withoutBody: ClientMessage {
        var message = self
        message.body = nil
        return message
    }

    /// Bytes that this message keeps in memory.
    var bytes: Int { body?.count ?? 0 }
}

extension [UInt8] {
    /// `006b8b4567`.
    var hexadecimal: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
