import Service
import Testing

@Suite struct ServiceOptionsTests {
    @Test func theDefaultsServeThisMachineOnly() throws {
        try ServiceOptions().validate()
        #expect(ServiceOptions().host == "127.0.0.1")
        #expect(!ServiceOptions().allowsKill)
    }

    @Test(arguments: ["0.0.0.0", "*", "::", "192.168.1.7", "robot.local", "127.evil.example", "", "128.0.0.1"])
    func otherMachinesNeedAToken(host: String) throws {
        var options = ServiceOptions()
        options.host = host
        #expect(throws: ServiceError.tokenNeeded(host: host)) { try options.validate() }
        options.apiToken = "secret"
        try options.validate()
    }

    @Test func theMessageSaysHowToGiveAToken() {
        let text = "\(ServiceError.tokenNeeded(host: "0.0.0.0"))"
        #expect(text.contains("--api-token") && text.contains("GR00T_API_TOKEN") && text.contains("127.0.0.1"))
    }

    @Test(arguments: ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST"])
    func loopbackNeedsNone(host: String) throws {
        var options = ServiceOptions()
        options.host = host
        try options.validate()
    }

    @Test(arguments: [
        "--port", "--http-port", "--websocket-port", "--lerobot-port", "--max-batch", "--max-waiting", "--max-sessions",
        "--deadline", "--session-idle", "--api-token",
    ])
    func aBadOptionIsNamed(name: String) {
        var options = ServiceOptions()
        switch name {
        case "--port": options.port = 65536
        case "--http-port": options.httpPort = -1
        case "--websocket-port": options.webSocketPort = 100_000
        case "--lerobot-port": options.leRobotPort = -5555
        case "--max-batch": options.maxBatch = 0
        case "--max-waiting": options.maxWaiting = 0
        case "--max-sessions": options.maxSessions = 0
        case "--deadline": options.deadline = .zero
        case "--session-idle": options.sessionIdle = .seconds(-1)
        default: options.apiToken = ""
        }
        #expect(performing: { try options.validate() }, throws: { "\($0)".hasPrefix("\(name): ") })
    }
}
