import Embodiment
import Foundation
import Service
import TestSupport
import Testing
import Wire

/// A service with all its doors, and a directory from which peers read and to which they write.
struct ServedPeers {
    let directory: URL
    let zeroMQ: Int
    let http: Int
    let webSocket: Int
    let leRobot: Int

    /// Serves the stand-in policy while `body` runs.
    static func with(
        token: String? = nil, allowsKill: Bool = false, _ body: (ServedPeers) async throws -> Void
    ) async throws {
        var options = ServiceOptions()
        options.apiToken = token
        options.allowsKill = allowsKill
        (options.port, options.httpPort, options.webSocketPort, options.leRobotPort) = (0, 0, 0, 0)
        // The machine may be busy with other tests.
        options.deadline = .seconds(120)
        let service = try await PolicyService(ServedStandIn(), options: options)
        let zeroMQ = try await ZeroMQServer(service)
        let http = try await HTTPServer(service)
        let webSocket = try await WebSocketServer(service)
        let leRobot = try await LeRobotServer(service, LeRobotSettings(stateWidths: ServedStandIn.widths))
        let result: Result<Void, any Error>
        do {
            try await withTemporaryDirectory { directory in
                try ServedStandIn.write(to: directory)
                try await body(
                    ServedPeers(
                        directory: directory, zeroMQ: zeroMQ.port, http: http.port, webSocket: webSocket.port,
                        leRobot: leRobot.port))
            }
            result = .success(())
        } catch { result = .failure(error) }
        await service.shutdown([zeroMQ, http, webSocket, leRobot])
        try result.get()
    }

    var observation: String { directory.appending(path: "observation").path }
    var noise: String { directory.appending(path: "noise.npy").path }
    var output: String { directory.appending(path: "output").path }

    /// Runs a peer that must be answered.
    @discardableResult
    func run(_ script: String, _ arguments: [String]) async throws -> PythonPeer.Outcome {
        let outcome = try await PythonPeer.run(script, arguments)
        #expect(outcome.code == 0, "\(outcome.report)")
        return outcome
    }

    /// An array that the last peer wrote.
    func array(_ name: String) throws -> NDArray {
        try NpyFile.decode(Array(Data(contentsOf: directory.appending(path: "output/\(name).npy"))))
    }

    /// Whether the last peer got, bit for bit, what the policy answers in this process.
    func gotThePolicysActions(noise: [Float]? = ServedStandIn.noise, isBatched: Bool = false) throws -> Bool {
        let expected = ServedStandIn.chunk(ServedStandIn.observation, noise: noise)
        return try expected.actions.allSatisfy { name, matrix in
            let shape = (isBatched ? [1] : []) + [matrix.rows, matrix.columns]
            return try array("action.\(name)") == NDArray(float32: matrix.values, shape: shape)
        }
    }
}
