import Client
import Foundation
import Testing

/// What a client holds, it gives back: a robot's program runs for days.
@Suite struct ResourceTests {
    @Test func aClientThatGoesTakesItsThreadAlong() async throws {
        let server = try StandInPolicy.server()
        let before = try Self.count("/proc/self/task")
        for _ in 0..<10 {
            let clients = try (0..<30).map { _ in
                ExternalRobotInferenceClient(try StandInPolicy.options(server.port))
            }
            for client in clients { try await client.ping() }
        }
        try await Self.settles("threads", "/proc/self/task", below: before + 100)
    }

    @Test func aSilentServerCostsNoFiles() async throws {
        let server = try StandInServer { _, _ in [] }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port, timeout: .milliseconds(2)))
        let before = try Self.count("/proc/self/fd")
        for _ in 0..<300 { #expect(throws: ClientError.self) { try client.ping() } }
        try await Self.settles("files", "/proc/self/fd", below: before + 100)
    }

    private static func count(_ directory: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: directory).count
    }

    /// Other tests run beside this one, and libzmq closes a little later: the limit is well above what they need, and well
    /// below what was used here.
    private static func settles(_ what: String, _ directory: String, below limit: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try count(directory) >= limit, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        let left = try count(directory)
        #expect(left < limit, "\(left) \(what)")
    }
}
