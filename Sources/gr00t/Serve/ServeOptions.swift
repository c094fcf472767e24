import ArgumentParser
import Embodiment
import Foundation
import NeuralNetwork

/// Which checkpoint, for which robot.
struct ServeModel: ParsableArguments {
    @Option(help: "Directory of a checkpoint, or the name of one that was downloaded.")
    var modelPath = "nvidia/GR00T-N1.5-3B"
    @Option(help: "Name of a built-in data config, or a JSON or YAML file.") var dataConfig = "fourier_gr1_arms_waist"
    @Option(help: "\(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).") var embodimentTag = "gr1"
    @Option(help: "Euler steps from noise to actions; the checkpoint's own number (usually 4) where absent.")
    var denoisingSteps: Int?
    @Option(help: "float32, bfloat16, packed or int8.") var precision = Precision.packed
    @Option(help: "Of the noise that actions are made from.") var seed: UInt64 = 0
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?

    func validate() throws {
        if let denoisingSteps, !(1...1000).contains(denoisingSteps) {
            throw ValidationError("--denoising-steps is \(denoisingSteps): give 1 to 1000.")
        }
    }
}

/// Addresses and protocols.
struct ServeDoors: ParsableArguments {
    @Option(help: "An address of this machine; 0.0.0.0 is all of them.") var host = "127.0.0.1"
    @Option(help: "Isaac-GR00T's protocol over ZeroMQ; 0 takes a free port.") var port = 5555
    @Flag(inversion: .prefixedNo, help: "Serve Isaac-GR00T's protocol over ZeroMQ.") var zeromq = true
    @Option(help: "HTTP: POST /act, GET /health, /metrics, /modality-config.") var httpPort: Int?
    @Option(help: "openpi's protocol over WebSocket.") var websocketPort: Int?
    @Option(help: "LeRobot's asynchronous inference over gRPC.") var lerobotPort: Int?
    @Option(
        help: ArgumentHelp(
            "n1.5 or n1.7: what is spoken where a request does not tell, as one for the modality config.",
            valueName: "dialect"))
    var dialect = ServeDialect.n15
}

/// Permissions and limits.
struct ServeAccess: ParsableArguments {
    @Option(
        help: "What clients must know; else the environment variable GR00T_API_TOKEN, where other users can't read it.")
    var apiToken: String?
    @Flag(help: "Let clients stop the server.") var allowKill = false
    @Flag(help: "Let LeRobot's clients, which have no token, in from other machines.") var lerobotWithoutToken = false
    @Option(help: "Steps per second of LeRobot's clients, for the time stamps of their actions.") var lerobotFps = 30.0
    @Option(help: "Connections at once, per protocol.") var maxConnections: Int?
    @Option(help: "Requests that are answered together where several wait.") var maxBatch = 1
    @Option(help: "Milliseconds that the first request of a batch waits for others.") var batchWait = 0.0
    @Option(help: "Requests that wait at most.") var maxWaiting = 256
    @Option(help: "Seconds from a request to its answer at most.") var deadline = 30.0
    @Option(help: "Seconds of silence after which a client is forgotten.") var sessionIdle = 600.0

    /// The command line is in the list of processes; the environment is not.
    var token: String? { apiToken ?? ProcessInfo.processInfo.environment["GR00T_API_TOKEN"] }

    func validate() throws {
        for (name, value, allowed) in [
            ("--batch-wait", batchWait, 0...10_000), ("--deadline", deadline, 0.001...86_400),
            ("--session-idle", sessionIdle, 1...1e6),
        ] where !allowed.contains(value) {
            throw ValidationError("\(name) is \(value): give \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }
}

/// State between rounds.
struct ServeRounds: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            plain: every chunk stands for itself. ensemble: averages of all chunks that speak of the same step (ACT). rtc: \
            real-time chunking, the next chunk goes on from what is being executed of the last.
            """, valueName: "mode"))
    var chunks = ServeChunks.plain
    @Option(help: "Steps that the robot makes in a second.") var controlHz = 20.0
    @Option(help: "Steps of a chunk that are sent; all where absent.") var actionHorizon: Int?
    @Option(help: "rtc: the most that the last chunk may weigh against the model's own velocity.")
    var rtcMaxGuidanceWeight = 5.0
    @Option(
        help: ArgumentHelp(
            "rtc: exponential (the paper's) or linear fading of the last chunk.", valueName: "schedule"))
    var rtcSchedule = "exponential"
    @Flag(
        help: """
            rtc: carry the error back through the denoiser, as the paper does. A round then costs about twice as much; gr00t \
            seams shows which is smoother for a checkpoint.
            """)
    var rtcJacobian = false
    @Option(help: "rtc: steps that go by until an answer is there; measured where absent.") var rtcDelay: Int?
    @Option(help: "ensemble: how much less each newer chunk counts; ACT's is 0.01, below 0 favours new ones.")
    var ensembleDecay = 0.01
    @Flag(help: "Refuse actions beyond the data config's limits instead of clipping them.") var strict = false
}

/// Threads and what is written.
struct ServeMachine: ParsableArguments {
    @Option(help: "Threads; all processors where absent.") var threads: Int?
    @Option(help: "debug (a line per request), info, warning or error.") var logLevel = ServeLogLevel.info

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads): give 1 or more.") }
    }
}

enum ServeDialect: String, ExpressibleByArgument, CaseIterable {
    case n15 = "n1.5"
    case n17 = "n1.7"
}

enum ServeChunks: String, ExpressibleByArgument, CaseIterable { case plain, ensemble, rtc }

enum ServeLogLevel: String, ExpressibleByArgument, CaseIterable { case debug, info, warning, error }
