import ArgumentParser
import Client
import Embodiment
import Foundation
import Robot
import Wire

struct ClientSO100: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "so100", abstract: "Let a server move an SO-100 or SO-101 arm.",
        discussion: """
            Reads cameras and joints, asks the server, carries out the first steps of the chunk at a fixed rate, and again: the \
            loop of Isaac-GR00T's eval_gr00t_so100.py. Keep the arm's power switch within reach. Ctrl-C goes home and lets go, \
            twice lets go at once.

            gr00t client so100 --arm-port /dev/ttyACM0 --arm-id black --camera webcam=/dev/video0 --lang-instruction "Pick up the red cube."
            gr00t client so100 --simulate --camera-size 256x256       no arm: simulated servos behind the same driver
            """)

    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Arm") var arm: ArmOptions
    @Option(help: "What the robot is told.")
    var langInstruction = "Pick up the fruits and place them on the plate."
    @Option(help: "Steps of a chunk that are carried out before the next one is asked for.") var actionHorizon = 12
    @Option(help: "Chunks to carry out; 0 goes on until Ctrl-C.") var actionsToExecute = 350
    @Option(help: "Steps in a second, as in the data that the policy learned from.") var hz = 50.0
    @Flag(
        help: """
            Go on moving while the server computes. Smooth only with gr00t serve --chunks rtc and the same rate there \
            (--control-hz).
            """)
    var asynchronous = false
    @Option(help: "Goals to begin with, six numbers with commas: shoulder_pan to gripper.") var startPose: String?
    @Option(help: "Goals to end with.") var homePose: String?
    @Option(help: "The fastest that a joint moves to these poses, in its unit per second.") var poseSpeed = 45.0
    @Option(help: "Write what happens as a LeRobot dataset into this directory, as one more episode.") var record:
        String?

    func validate() throws {
        guard (0...1_000_000_000).contains(actionsToExecute) else {
            throw ValidationError("--actions-to-execute is \(actionsToExecute): give 0 or more.")
        }
        guard (0.02...1000).contains(hz) else { throw ValidationError("--hz is \(hz): give 0.02 to 1000.") }
        _ = try pose(startPose, "--start-pose")
        _ = try pose(homePose, "--home-pose")
    }

    func run() async throws {
        let client = ExternalRobotInferenceClient(try server.clientOptions())
        // Before anything is energised: is the server there, and is it one for this arm?
        let configs = try await client.modalityConfigs
        let (robot, simulation) = try arm.open()
        defer { withExtendedLifetime(simulation) {} }
        let annotation = configs["language"]?.modalityKeys.first?.name ?? "human.task_description"
        let mapping = try JointMapping.so100(robot.specification, annotation: annotation)
        try check(mapping, of: robot, against: configs)
        let recording = try record.map { try RecordedEpisode(URL(filePath: $0), robot, mapping, self) }
        let stop = StopRequest()
        let interruption = Interruptions { _ in stop.request() }
        defer { withExtendedLifetime(interruption) {} }
        let loop = ControlLoop(
            recording?.robot ?? robot, mapping: mapping, instruction: langInstruction, settings: try settings,
            stop: stop,
            onEvent: note)
        let horizon = actionHorizon
        @Sendable func chunk(_ observation: Observation, executed: Int) async throws -> ActionChunk {
            try await Self.chunk(
                client.getAction(observation, options: RequestOptions(executedSteps: executed, timing: true)))
        }
        let report =
            asynchronous
            ? try await loop.runAsynchronously { try await chunk($0, executed: $1) }
            // The arm stands while the server computes, so no steps go by.
            : try await loop.run { try await chunk($0, executed: horizon) }
        try await recording?.finish()
        print(Self.text(report))
    }

    private var settings: ControlSettings {
        get throws {
            ControlSettings(
                period: .seconds(1 / hz), actionHorizon: actionHorizon,
                chunkCount: actionsToExecute == 0 ? nil : actionsToExecute,
                startPose: try pose(startPose, "--start-pose"), homePose: try pose(homePose, "--home-pose"),
                poseSpeed: poseSpeed)
        }
    }

    private func pose(_ text: String?, _ name: String) throws -> [Double]? {
        guard let text else { return nil }
        let numbers = text.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
        let values = numbers.compactMap(\.self)
        guard numbers.count == 6, values.count == 6 else {
            throw ValidationError("\(name) is '\(text)': give six numbers with commas between them.")
        }
        return values
    }

    /// A camera under another name than the policy's would end the loop at the first observation, with the arm energised.
    private func check(
        _ mapping: JointMapping, of robot: any Robot, against configs: [String: ModalityConfig]
    ) throws {
        let wanted = configs["video"]?.modalityKeys.map(\.name) ?? []
        let cameras = robot.specification.cameras.map(\.name)
        let states = configs["state"]?.modalityKeys.map(\.name) ?? []
        guard Set(wanted) == Set(cameras) else {
            throw ValidationError(
                "The server's policy sees \(wanted.joined(separator: ", ")), the arm has \(cameras.joined(separator: ", ")): "
                    + "name the cameras with --camera \(wanted.map { "\($0)=/dev/video0" }.joined(separator: " ")).")
        }
        guard Set(states) == ["single_arm", "gripper"] else {
            throw ValidationError(
                "The server's policy is for another robot: its states are \(states.joined(separator: ", ")), an SO-100's are "
                    + "single_arm, gripper.")
        }
    }

    private static func chunk(_ reply: ActionReply) throws -> ActionChunk {
        for notice in reply.notices { Terminal.note("limited: \(notice)") }
        guard let chunk = reply.chunks.first else { throw WorkFailed("the server sent no chunk") }
        return chunk
    }

    private func note(_ event: ControlEvent) {
        if case .chunk(let number, _) = event, number > 3, number % 50 != 0 { return }
        Terminal.note("\(event)")
    }

    private static func text(_ report: ControlReport) -> String {
        func milliseconds(_ duration: Duration) -> String { String(format: "%.1f ms", duration / .milliseconds(1)) }
        var lines = [
            "\(report.chunks) chunks, \(report.steps) steps; slowest answer \(milliseconds(report.longestPolicyCall))",
            "late steps: \(report.lateSteps), the worst by \(milliseconds(report.worstLateness))",
        ]
        if report.starvedSteps > 0 { lines.append("steps without an action: \(report.starvedSteps)") }
        if report.failures > 0 { lines.append("failures that were lived with: \(report.failures)") }
        if let longest = report.delays.max() { lines.append("delay: \(longest) steps at most") }
        return lines.joined(separator: "\n")
    }
}
