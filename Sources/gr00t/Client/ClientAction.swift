import ArgumentParser
import Client
import Embodiment
import Wire

struct ClientAction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "Ask once what to do, and print the chunk of actions.",
        discussion: """
            gr00t client action --dataset-path demo_data/robot_sim.PickNPlace --episode 1 --step 40
            gr00t client action --state single_arm=5 gripper=1 --image 640x480 --instruction "pick the pear"
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var source: ObservationOptions
    @OptionGroup var noise: NoiseOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let client = ExternalRobotInferenceClient(try server.clientOptions())
        let observation = try source.observation(for: try await client.modalityConfigs)
        let options = RequestOptions(noise: try noise.numbers(), timing: true)
        let start = ContinuousClock.now
        let reply = try await client.getAction(observation, options: options)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if json {
            try JSONOutput.print(ActionOutput(reply, seconds: seconds))
        } else {
            print(ChunkText(reply, seconds: seconds).text)
        }
    }
}

/// An answer for programs.
private struct ActionOutput: Encodable {
    /// Rows of numbers, [horizon, D], per joint group.
    let actions: [String: [[Double]]]
    let seconds: Double
    let stageMilliseconds: [String: Double]
    let notices: [String]

    init(_ reply: ActionReply, seconds: Double) {
        actions = (reply.chunks.first?.actions ?? [:]).mapValues { matrix in
            (0..<matrix.rows).map { Array(matrix.row($0)) }
        }
        self.seconds = seconds
        stageMilliseconds = Dictionary(reply.timing.map { ($0.stage, $0.milliseconds) }) { $0 + $1 }
        notices = reply.notices
    }
}
