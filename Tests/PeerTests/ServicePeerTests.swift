import Embodiment
import Foundation
import TestSupport
import Testing
import Wire

/// The service before clients in Python: our own packers of NVIDIA's messages, and the packages that robots have from PyPI.
@Suite(.serialized) struct ServicePeerTests {
    @Test(
        .enabled(if: PythonPeer.has("zmq", "msgpack", "numpy"), "needs Python with pyzmq, msgpack and numpy"),
        arguments: ["n15", "n17", "n17-flat"])
    func isaacClientsGetThePolicysActions(dialect: String) async throws {
        try await ServedPeers.with { peers in
            let address = ["--address", "tcp://127.0.0.1:\(peers.zeroMQ)", "--dialect", dialect]
            let action = ["action", peers.observation, peers.output, "--noise", peers.noise]
            try await peers.run("isaac_peer.py", address + action)
            #expect(try peers.gotThePolicysActions(isBatched: dialect != "n15"))
            try await peers.run("isaac_peer.py", address + action + ["--timing", "--session", "arm", "--repeat", "3"])
            #expect(try peers.gotThePolicysActions(isBatched: dialect != "n15"))
            let ping = try await peers.run("isaac_peer.py", address + ["ping"])
            #expect(ping.report == #"{"reply": {"message": "Server is running", "status": "ok"}}"#)
            try await peers.run("isaac_peer.py", address + ["reset"])
            let configs = try await peers.run("isaac_peer.py", address + ["modality-config"])
            #expect(configs.report.contains("webcam"))
        }
    }

    @Test(.enabled(if: PythonPeer.has("zmq", "msgpack", "numpy"), "needs Python with pyzmq, msgpack and numpy"))
    func isaacClientsAreTurnedAwayInTheReferencesWords() async throws {
        try await ServedPeers.with(token: "secret", allowsKill: true) { peers in
            let address = ["--address", "tcp://127.0.0.1:\(peers.zeroMQ)"]
            let stranger = try await PythonPeer.run("isaac_peer.py", address + ["ping"])
            #expect(stranger.error == "Server error: Unauthorized: Invalid API token")
            let friend = address + ["--token", "secret"]
            let reply = try await peers.run("isaac_peer.py", friend + ["kill"])
            #expect(reply.report == #"{"reply": null}"#)
        }
        try await ServedPeers.with { peers in
            let kill = try await PythonPeer.run(
                "isaac_peer.py", ["--address", "tcp://127.0.0.1:\(peers.zeroMQ)", "kill"])
            #expect(kill.error?.contains("--allow-kill") == true)
        }
    }

    @Test(
        .enabled(if: PythonPeer.has("zmq", "msgpack", "numpy"), "needs Python with pyzmq, msgpack and numpy"),
        .enabled(if: Shared.isPresent, "needs ../shared"))
    func theRecordedRequestIsAnswered() async throws {
        try await ServedPeers.with { peers in
            let recorded = Shared.fixtures.appending(path: "service/get_action_request.msgpack")
            let reply = peers.directory.appending(path: "reply.msgpack")
            try await peers.run(
                "isaac_peer.py", ["--address", "tcp://127.0.0.1:\(peers.zeroMQ)", "raw", recorded.path, reply.path])
            let asked = try IsaacEnvelope(Array(Data(contentsOf: recorded))).request()
            let observation = try #require(asked.observation?.observations.first)
            let answer = try IsaacCall.actions(in: Array(Data(contentsOf: reply)))
            #expect(answer.chunks.first?.horizon == ServedStandIn.horizon)
            #expect(answer.chunks.first?.actions.keys.sorted() == observation.state.keys.sorted())
        }
    }

    @Test(.enabled(if: PythonPeer.has("openpi_client", "numpy"), "needs Python with openpi-client"))
    func openpiClientGetsThePolicysActions() async throws {
        try await ServedPeers.with(token: "secret") { peers in
            let host = ["--port", "\(peers.webSocket)"]
            let request = ["--noise", peers.noise, peers.observation, peers.output]
            let stranger = try await PythonPeer.run("openpi_peer.py", host + request)
            #expect(stranger.error == "HTTP 401")
            for more in [["--broker-steps", "4"], ["--prompt", "--repeat", "3"]] {
                try await peers.run("openpi_peer.py", host + ["--token", "secret"] + more + request)
                #expect(try peers.gotThePolicysActions())
            }
            let (joined, single) = (try peers.array("actions"), try peers.array("single"))
            let chunk = ServedStandIn.chunk(ServedStandIn.observation, noise: ServedStandIn.noise)
            #expect(joined == Self.joined(chunk, rows: 16))
            #expect(single == Self.joined(chunk, rows: 4))
        }
    }

    @Test(.enabled(if: PythonPeer.has("json_numpy", "numpy", "PIL"), "needs Python with json-numpy and Pillow"))
    func httpClientsGetThePolicysActions() async throws {
        try await ServedPeers.with(token: "secret") { peers in
            let url = ["--url", "http://127.0.0.1:\(peers.http)"]
            let action = ["action", peers.observation, peers.output, "--noise", peers.noise]
            let stranger = try await PythonPeer.run("http_peer.py", url + action)
            #expect(stranger.error?.hasPrefix("HTTP 401") == true)
            for form in ["array", "png", "png-url"] {
                try await peers.run("http_peer.py", url + ["--token", "secret"] + action + ["--pictures", form])
                #expect(try peers.gotThePolicysActions(), "\(form)")
            }
            try await peers.run("http_peer.py", url + ["--token", "secret"] + action + ["--encoded", "--repeat", "3"])
            #expect(try peers.gotThePolicysActions())
            // Pixels differ by the compression, so only the form of the answer is certain.
            try await peers.run("http_peer.py", url + ["--token", "secret"] + action + ["--pictures", "jpeg"])
            #expect(try peers.array("action.single_arm").shape == [16, 5])
            let health = try await peers.run("http_peer.py", url + ["get", "/health"])
            #expect(health.report == #"{"reply": {"model": "GR00T", "status": "healthy"}}"#)
        }
    }

    @Test(.enabled(if: PythonPeer.has("lerobot", "grpc", "torch"), "needs Python with lerobot, grpcio and torch"))
    func lerobotsRobotClientCarriesOutThePolicysActions() async throws {
        try await ServedPeers.with { peers in
            try await peers.run(
                "lerobot_peer.py",
                [
                    "--address", "127.0.0.1:\(peers.leRobot)", "--state-keys", "single_arm,gripper", "--steps", "20",
                    peers.observation, peers.output,
                ])
            let performed = try peers.array("actions")
            #expect(performed.shape == [20, 6])
            // Its protocol carries no noise. The next chunk begins at the step that was carried out last, which is passed over.
            let chunk = Self.joined(ServedStandIn.chunk(ServedStandIn.observation, noise: nil), rows: 16)
            let (done, said) = (try #require(performed.doubles), try #require(chunk.doubles))
            #expect(Array(done.prefix(96)) == said)
            #expect(Array(done.suffix(24)) == Array(said[6..<30]))
        }
    }

    /// Joint groups side by side in the order of the policy, float32.
    private static func joined(_ chunk: ActionChunk, rows: Int) -> NDArray {
        let values = (0..<rows).flatMap { row in
            ["single_arm", "gripper"].flatMap { name in chunk.actions[name].map { Array($0.row(row)) } ?? [] }
        }
        return NDArray(float32: values, shape: [rows, values.count / rows])
    }
}
