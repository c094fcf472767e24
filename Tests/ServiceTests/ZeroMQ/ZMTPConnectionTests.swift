import Testing
import ZeroMQ

@Suite struct ZMTPConnectionTests {
    private static let opening = ZMTP.greeting + ZMTP.ready

    private func events(_ bytes: [UInt8], pieces size: Int = .max, maxBytes: Int = 1000) throws -> [ZMTPConnection
        .Event]
    {
        var connection = ZMTPConnection(maxBytes: maxBytes)
        var events: [ZMTPConnection.Event] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            events += try connection.receive(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return events
    }

    @Test(arguments: [1, 2, 3, 7, 63, 64, 65, 10_000])
    func messagesAreTheSameHoweverTheyAreCut(size: Int) throws {
        let messages: [[[UInt8]]] = [[[], [1, 2]], [[3]], [[], []], [[UInt8](repeating: 7, count: 700), [8]]]
        let bytes = Self.opening + messages.flatMap { ZMTPFrame.message($0) }
        #expect(try events(bytes, pieces: size) == messages.map { .message($0) })
    }

    @Test func aPeersNameIsKnown() throws {
        var connection = ZMTPConnection(maxBytes: 1000)
        let named: [UInt8] =
            [4, 41, 5] + Array("READY".utf8) + [8] + Array("Identity".utf8) + [0, 0, 0, 3, 9, 8, 7] + [11]
            + Array("Socket-Type".utf8) + [0, 0, 0, 3] + Array("REQ".utf8)
        _ = try connection.receive(ZMTP.greeting)
        #expect(!connection.isReady)
        _ = try connection.receive(named)
        #expect(connection.isReady)
        #expect(connection.identity == [9, 8, 7])
    }

    @Test func aSignOfLifeIsAnswered() throws {
        let ping: [UInt8] = [4, 10, 4] + Array("PING".utf8) + [0, 100, 1, 2, 3]
        #expect(try events(Self.opening + ping) == [.answer([4, 8, 4] + Array("PONG".utf8) + [1, 2, 3])])
    }

    /// Its name has no letters.
    @Test func aNamelessCommandIsReadOver() throws {
        #expect(try events(Self.opening + [4, 1, 0]).isEmpty)
        #expect(throws: ZMTPError.self) { _ = try events(ZMTP.greeting + [4, 1, 0]) }
    }

    @Test func whatIsNotYetWholeIsCounted() throws {
        var connection = ZMTPConnection(maxBytes: 1000)
        _ = try connection.receive(Self.opening)
        #expect(connection.unfinishedBytes == 0)
        _ = try connection.receive([1, 3, 1, 2, 3, 0, 5, 1])
        #expect(connection.unfinishedBytes == 4)
        #expect(try connection.receive([2, 3, 4, 5]) == [.message([[1, 2, 3], [1, 2, 3, 4, 5]])])
        #expect(connection.unfinishedBytes == 0)
    }

    @Test func whatIsOutOfPlaceIsNamed() {
        let opening = Self.opening
        let wrong: [([UInt8], ZMTPError)] = [
            (Array("GET / HTTP/1.1".utf8), .notZMTP),
            ([0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 1], .oldVersion(1)),
            (
                Array(ZMTP.greeting.prefix(12)) + Array("PLAIN".utf8) + [UInt8](repeating: 0, count: 47),
                .mechanism("PLAIN")
            ),
            (ZMTP.greeting + [0, 1, 1], .badFrame(flags: 0)),
            (ZMTP.greeting + [4, 0], .badHandshake(reason: "a command has no name")),
            (ZMTP.greeting + [4, 3, 9, 65, 66], .badHandshake(reason: "a command has no name")),
            (ZMTP.greeting + [4, 2, 1, 65], .badHandshake(reason: "'A' came before READY")),
            (ZMTP.greeting + Array(ZMTP.ready.dropLast(3)) + Array("PUB".utf8), .peerType("PUB")),
            (opening + [8, 1], .badFrame(flags: 8)),
            (opening + [5, 1], .badFrame(flags: 5)),
            (opening + [2, 0, 0, 0, 0, 0, 0, 3, 233], .tooLarge(bytes: 1001, limit: 1000)),
            (opening + [2] + [UInt8](repeating: 255, count: 8), .tooLarge(bytes: .max, limit: 1000)),
            (opening + [6, 0, 0, 0, 0, 0, 0, 16, 1], .tooLarge(bytes: 4097, limit: 4096)),
            (
                opening + [UInt8](repeating: 1, count: 1).flatMap { [$0, 0] as [UInt8] } + Self.parts(8),
                .tooManyParts(limit: 8)
            ),
        ]
        for (bytes, error) in wrong { #expect(throws: error) { try events(bytes) } }
    }

    private static func parts(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in [1, 0] as [UInt8] } }

    @Test func theLimitIsForAllPartsTogether() throws {
        let parts = [[UInt8](repeating: 1, count: 600), [UInt8](repeating: 2, count: 401)]
        #expect(throws: ZMTPError.tooLarge(bytes: 401, limit: 1000)) {
            try events(Self.opening + ZMTPFrame.message(parts))
        }
        #expect(try events(Self.opening + ZMTPFrame.message(parts), maxBytes: 1001) == [.message(parts)])
    }

    @Test func mutatedStreamsAreReadOrRefused() {
        var random = NumberedBytes(seed: 7)
        let stream =
            Self.opening + ZMTPFrame.message([[], [1, 2, 3]]) + ZMTPFrame.message([[UInt8](repeating: 1, count: 300)])
        var refused = 0
        for _ in 0..<5000 {
            do { _ = try events(random.mutated(stream), pieces: 50) } catch { refused += 1 }
        }
        #expect(refused > 1000)
        #expect(refused < 5000)
    }
}
