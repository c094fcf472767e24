import ArgumentParser
import Client
import Embodiment
import Foundation

struct ClientReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show a dataset's observations to the server, and compare what it answers.",
        discussion: """
            Compared with the recorded actions, as gr00t evaluate does it (the robot does not move), or with the answers of \
            another server to the same observations and noise:

            gr00t client replay demo_data/robot_sim.PickNPlace --episodes 0 1
            gr00t client replay demo_data/robot_sim.PickNPlace --against otherhost:5555 --noise-seed 1 --tolerance 1e-5
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var datasetPath: String
    @OptionGroup var server: ServerOptions
    @OptionGroup var noise: NoiseOptions
    @Option(parsing: .upToNextOption, help: "Episodes to replay.") var episodes = [0]
    @Option(help: "Steps of each episode.") var steps = 150
    @Option(help: "H: the server is asked at steps 0, H, 2H….") var actionHorizon = 16
    @Option(
        parsing: .upToNextOption, help: "Action keys to compare, such as right_arm; all of the server's where absent.")
    var modalityKeys: [String] = []
    @Option(help: "HOST:PORT of another server, whose answers are compared instead of the recorded actions.")
    var against: String?
    @Option(help: "The other server's token; the same token where absent.") var againstToken: String?
    @Option(help: "The other server's dialect; the same where absent.") var againstDialect: ServerDialect?
    @Option(help: "With --against: a larger difference, in the units of the dataset, ends with exit code 1.")
    var tolerance: Double?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for (name, value) in [("--steps", steps), ("--action-horizon", actionHorizon)]
        where !(1...1_000_000_000).contains(value) { throw ValidationError("\(name) is \(value): give 1 or more.") }
        if let tolerance {
            guard against != nil else { throw ValidationError("--tolerance goes with --against HOST:PORT.") }
            guard tolerance >= 0 else { throw ValidationError("--tolerance is \(tolerance): give 0 or more.") }
        }
        guard against != nil || noise.noiseSeed == nil else {
            throw ValidationError("--noise-seed goes with --against HOST:PORT: both servers get the same noise.")
        }
        guard against == nil || modalityKeys.isEmpty else {
            throw ValidationError("--modality-keys does not go with --against: whole chunks are compared.")
        }
    }

    func run() async throws {
        let client = ExternalRobotInferenceClient(try server.clientOptions())
        if let against {
            let other = ExternalRobotInferenceClient(
                try server.clientOptions(
                    Self.address(against), token: againstToken ?? server.apiToken,
                    dialect: againstDialect ?? server.dialect))
            try await ServerReplay(self, client, other).run()
        } else {
            try await RecordedReplay(self, client).run()
        }
    }

    /// `host:port`, `[::1]:5555`. Throws `ValidationError`, `ClientError`.
    private static func address(_ text: String) throws -> ServiceAddress {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else {
            throw ValidationError("--against is '\(text)': give HOST:PORT, such as 192.168.1.20:5555.")
        }
        return try ServiceAddress(host: String(text[..<colon]), port: port)
    }
}
