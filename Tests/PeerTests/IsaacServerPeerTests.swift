import Client
import Embodiment
import Testing
import Wire

/// The Swift client before a server that packs its messages in Python, as NVIDIA's does.
@Suite(.enabled(if: PythonPeer.has("zmq", "msgpack", "numpy"), "needs Python with pyzmq, msgpack and numpy"))
struct IsaacServerPeerTests {
    private static let observation = Observation(
        video: ServedStandIn.observation.video,
        state: [
            "left_arm": Matrix(rows: 1, columns: 3, values: [0.25, -1.5, 3]),
            "gripper": Matrix(rows: 1, columns: 1, values: [0.5]),
        ], annotation: ServedStandIn.observation.annotation)

    /// What the script answers.
    private static func chunk(noise: Double = 0) -> ActionChunk {
        ActionChunk(
            actions: observation.state.mapValues { state in
                let values = (0..<16).flatMap { step in state.values.map { $0 + 0.25 * Double(step) + noise } }
                return Matrix(rows: 16, columns: state.columns, values: values)
            })
    }

    private static func options(
        _ server: PythonPeer, dialect: IsaacDialect = .n15, token: String? = nil
    ) throws -> ClientOptions {
        let line = try server.line()
        let port = try #require(Int(line ?? ""))
        return try ClientOptions(
            address: ServiceAddress(host: "127.0.0.1", port: port), timeout: .seconds(120), token: token,
            dialect: dialect)
    }

    @Test(arguments: [IsaacDialect.n15, .n17])
    func theReferencesServerUnderstandsTheClient(dialect: IsaacDialect) async throws {
        let server = try PythonPeer("isaac_server_peer.py", ["--dialect", dialect == .n15 ? "n15" : "n17"])
        let client = ExternalRobotInferenceClient(try Self.options(server, dialect: dialect))
        #expect(try await client.ping() == "Server is running")
        var observation = Self.observation
        observation.video = ["ego_view": try #require(observation.video["webcam"])]
        #expect(try await client.modalityConfigs["video"]?.modalityKeys == [ModalityKey(.video, "ego_view")])
        let action = try #require(await client.modalityConfigs["action"])
        #expect(action.modalityKeys == [ModalityKey(.action, "left_arm"), ModalityKey(.action, "gripper")])
        #expect(action.deltaIndices == Array(0..<16))
        #expect(try await client.getAction(observation) == Self.chunk())
        let asked = RequestOptions(noise: [0.75, 1], executedSteps: 8, timing: true)
        let reply = try await client.getAction(observation, options: asked)
        #expect(reply.chunks == [Self.chunk(noise: 0.75)])
        #expect(reply.timing.isEmpty)
        #expect(try await client.reset() == (dialect == .n17))
        try await client.killServer()
        #expect(server.end() == 0)
    }

    @Test func itsErrorsArriveInItsWords() throws {
        let server = try PythonPeer("isaac_server_peer.py", ["--token", "secret"])
        let options = try Self.options(server, token: "secret")
        var stranger = options
        stranger.token = nil
        #expect(throws: ClientError.unauthorized(address: "\(options.address)", hasToken: false)) {
            try BlockingRobotInferenceClient(stranger).ping()
        }
        let client = BlockingRobotInferenceClient(options)
        var observation = Self.observation
        observation.video = [:]
        #expect(throws: ClientError.server("'video.ego_view'")) { try client.getAction(observation) }
        try client.killServer()
    }
}
