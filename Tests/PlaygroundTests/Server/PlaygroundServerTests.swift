import Playground
import Service
import Synchronization
import Testing

@Suite struct PlaygroundServerTests {
    private func serving<R>(
        _ audience: Audience = Audience(), perform: @escaping @Sendable (PlayCommand) async throws -> Void = { _ in },
        _ body: (Int) async throws -> R
    ) async throws -> R {
        let server = try await PlaygroundServer(host: "127.0.0.1", port: 0, audience: audience, perform: perform)
        do {
            let result = try await body(server.port)
            await server.shutdown()
            return result
        } catch {
            await server.shutdown()
            throw error
        }
    }

    private func get(_ path: String, host: String = "127.0.0.1", _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\(more)\r\n"
    }

    @Test func thePageComesWholeAndLoadsNothing() async throws {
        try await serving { port in
            let text = try await answer(port: port, to: get("/"))
            #expect(text.hasPrefix("HTTP/1.1 200"))
            #expect(text.contains("<title>gr00t sim play</title>"))
            #expect(text.contains("default-src 'none'"))
            #expect(text.hasSuffix("</html>"))
            #expect(!text.contains("{style}") && !text.contains("{script}"))
            #expect(!text.contains("https://") && !text.contains("http://") && !text.contains("src="))
        }
    }

    @Test func requestsThatMayNotPassAreRefused() async throws {
        try await serving { port in
            for (request, status) in [
                (get("/", host: "evil.example"), "421"),
                (get("/live", host: "evil.example"), "421"),
                (get("/", "Origin: http://evil.example\r\n"), "403"),
                (get("/", "Host: 127.0.0.1\r\n"), "421"),
                ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "421"),
                (get("/live"), "426"),
                (get("/secret"), "404"),
                ("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "405"),
                ("nonsense\r\n\r\n", "400"),
            ] {
                let text = try await answer(port: port, to: request)
                #expect(text.hasPrefix("HTTP/1.1 \(status)"), "\(request) was answered \(text.prefix(80))")
            }
        }
    }

    @Test func aPageOfAnotherSiteGetsNoWebSocket() async throws {
        try await serving { port in
            for (host, origin) in [("127.0.0.1", "http://evil.example"), ("evil.example", "http://evil.example")] {
                let error = await #expect(throws: PagePeer.Unexpected.self) {
                    _ = try await PagePeer.watching(port: port, host: host, origin: origin) { try await $0.next() }
                }
                #expect(error?.description.hasPrefix("HTTP/1.1 4") == true)
            }
        }
    }

    @Test func whoComesLaterIsToldTheStateOfThings() async throws {
        let audience = Audience()
        audience.tell(.task(.init(phase: .acting, instruction: "old")))
        audience.tell(.notice(.init(text: "gone by")))
        audience.tell(.scene(.init(seed: 4, task: "pick", cubes: ["red"], suggestions: [])))
        audience.tell(.task(.init(phase: .acting, instruction: "new")))
        audience.show([1, 2, 3], of: .front)
        try await serving(audience) { port in
            try await PagePeer.watching(port: port) { peer in
                var seen: [String] = []
                for _ in 0..<3 {
                    switch try await peer.next() {
                    case .event(let event): seen.append("\(event.type) \(event.instruction ?? "")")
                    case .picture(let stream, let jpeg): seen.append("\(stream) \(jpeg)")
                    case .closed: break
                    }
                }
                #expect(seen == ["scene ", "task new", "2 [1, 2, 3]"])
            }
        }
    }

    @Test func severalWatchAndOneAsks() async throws {
        let audience = Audience()
        let asked = Mutex<[PlayCommand]>([])
        try await serving(audience, perform: { command in asked.withLock { $0.append(command) } }) { port in
            try await PagePeer.watching(port: port) { first in
                try await PagePeer.watching(port: port) { second in
                    try await second.send(#"{"type":"pause"}"#)
                    try await second.send(#"{"type":"instruct","text":"grab the red block"}"#)
                    await eventually { asked.withLock { $0.count } == 2 }
                    audience.tell(.notice(.init(text: "to all")))
                    _ = try await second.event("the notice") { $0.text == "to all" }
                }
                _ = try await first.event("the notice") { $0.text == "to all" }
            }
        }
        #expect(asked.withLock { $0 } == [.pause, .instruct("grab the red block")])
        await eventually { audience.count == 0 }
        #expect(audience.count == 0)
    }

    @Test func badMessagesAndFailuresAreAnsweredInWords() async throws {
        let perform: @Sendable (PlayCommand) async throws -> Void = { command in
            if command == .halt { throw PlaygroundError.emptyInstruction }
        }
        try await serving(perform: perform) { port in
            try await PagePeer.watching(port: port) { peer in
                for (message, word) in [
                    (#"{"type":"destroy"}"#, "destroy"), ("]", "no JSON"), (#"{"type":"halt"}"#, "is empty"),
                ] {
                    try await peer.send(message)
                    let notice = try await peer.event("a notice") { $0.type == "notice" }
                    #expect(notice.text?.contains(word) == true)
                }
                try await peer.send("xy", opcode: 2)
                let notice = try await peer.event("a notice") { $0.type == "notice" }
                #expect(notice.text?.contains("binary") == true)
            }
        }
    }

    @Test func aMessageTooLargeEndsTheConnection() async throws {
        try await serving { port in
            try await PagePeer.watching(port: port) { peer in
                try await peer.send(String(repeating: " ", count: PlayCommand.messageBytes + 1))
                guard case .closed(let code) = try await peer.next() else {
                    Issue.record("it is still open")
                    return
                }
                #expect(code == 1009)
            }
        }
    }

    @Test func aPortInUseIsAClearError() async throws {
        try await serving { port in
            let error = await #expect(throws: TransportError.self) {
                _ = try await PlaygroundServer(host: "127.0.0.1", port: port, audience: Audience()) { _ in }
            }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("\(port)") && text.contains("--port") && text.contains("in use"))
        }
        await #expect(throws: TransportError.self) {
            _ = try await PlaygroundServer(host: "127.0.0.1", port: 70_000, audience: Audience()) { _ in }
        }
    }

    @Test func shuttingDownEndsAllConnections() async throws {
        let server = try await PlaygroundServer(host: "127.0.0.1", port: 0, audience: Audience()) { _ in }
        try await PagePeer.watching(port: server.port) { peer in
            try await peer.send(#"{"type":"pause"}"#)
            async let down: Void = server.shutdown()
            guard case .closed(let code) = try await peer.next() else {
                Issue.record("it is still open")
                return
            }
            #expect(code == 1001)
            try await peer.send("", opcode: 8)
            await down
        }
        #expect(server.connectionCount == 0)
    }
}

/// Waits until `condition` holds, half a minute at most.
func eventually(_ condition: () async -> Bool) async {
    for _ in 0..<6000 {
        if await condition() { return }
        try? await Task.sleep(for: .milliseconds(5))
    }
}
