import Foundation

/// Starts a program several times on this machine, as the ranks of one group, and stays until all have ended.
///
/// Each process gets `RANK`, `LOCAL_RANK`, `WORLD_SIZE`, `LOCAL_WORLD_SIZE`, `MASTER_ADDR` and `MASTER_PORT`, from
/// which ``Rendezvous`` reads, and its share of the processors. Rank 0 writes to this program's output; of the others
/// the last lines of their errors are kept for the case that they fail. When one fails, the others get SIGTERM, and
/// after ``grace`` SIGKILL. SIGINT, SIGTERM and SIGHUP go to all ranks, which may then take their time to save; a
/// second one ends them as a failure does.
public struct Launcher: Sendable {
    /// How it went.
    public struct Outcome: Sendable, Equatable {
        /// 0 if all ranks ended well, else the code of the first that did not: 128 and the signal's number where a
        /// signal ended it.
        public let exitCode: Int32
        /// The rank that failed first.
        public let failedRank: Int?
        /// Why, in words for the user: how it ended, and the last lines that it wrote to its standard error.
        public let reason: String?

        /// All ranks ended well.
        public static let success = Outcome(exitCode: 0, failedRank: nil, reason: nil)
    }

    /// How many ranks.
    public var processes: Int
    /// Path of the program.
    public var executable: String
    /// What each rank is started with.
    public var arguments: [String]
    /// What each rank finds besides its own variables.
    public var environment: [String: String]
    /// From SIGTERM to SIGKILL.
    public var grace: Duration

    /// - Parameters:
    ///   - executable: this program itself when `nil`.
    ///   - arguments: without the one that asks for several processes: see ``arguments(_:without:)``.
    public init(
        processes: Int, executable: String? = nil, arguments: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment, grace: Duration = .seconds(10)
    ) {
        self.processes = processes
        self.executable = executable ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        self.arguments = arguments
        self.environment = environment
        self.grace = grace
    }

    /// `arguments` without `options` and their values, in both ways of writing: `--num-gpus 2` and `--num-gpus=2`.
    public static func arguments(
        _ arguments: [String] = Array(CommandLine.arguments.dropFirst()), without options: [String]
    ) -> [String] {
        var kept: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" { return kept + [argument] + rest }  // what follows are no options
            if options.contains(argument) {
                rest = rest.dropFirst()
            } else if !options.contains(where: { argument.hasPrefix($0 + "=") }) {
                kept.append(argument)
            }
        }
        return kept
    }

    /// Starts the processes and returns when all have ended. Blocks the calling thread; one launcher runs at a time.
    ///
    /// Throws ``DistributedError/cannotLaunch(_:)``, also where this process is itself a rank; nothing is left running.
    public func run() throws -> Outcome {
        guard processes >= 1 else { throw DistributedError.cannotLaunch("\(processes) processes can't be started") }
        if let rank = environment["RANK"], let size = environment["WORLD_SIZE"], size != "1" {
            throw DistributedError.cannotLaunch(
                "this process is rank \(rank) of \(size) already (RANK, WORLD_SIZE): start either with a launcher "
                    + "such as torchrun, or let this program start its processes, not both")
        }
        let signals = ForwardedSignals()
        var watch = try LaunchWatch(starting: self)
        while watch.isRunning {
            watch.wait()
            watch.update()
            if let signal = signals.take() { watch.forward(signal) }
        }
        return watch.outcome
    }

    func environment(of rank: Int, port: Int) -> [String: String] {
        var variables = environment
        // Left over from a launcher of one process, these would speak of another meeting point.
        variables["TORCHELASTIC_USE_AGENT_STORE"] = nil
        variables["RANK"] = String(rank)
        variables["LOCAL_RANK"] = String(rank)
        variables["WORLD_SIZE"] = String(processes)
        variables["LOCAL_WORLD_SIZE"] = String(processes)
        variables["MASTER_ADDR"] = "127.0.0.1"
        variables["MASTER_PORT"] = String(port)
        return variables
    }
}
