import ArgumentParser
import Checkpoint
import Evaluation
import Foundation
import Simulation

struct SimEval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "How often a policy does what it is told, in simulation.",
        discussion: """
            Runs episodes at seeds that training never has. In each the policy sees both cameras and the joints, is told what \
            to do, and moves the arm until the task is done or the time is over; the physics decides. The rates have 95 % \
            intervals (Wilson): with 20 episodes they are wide, with 200 they are not.

            A policy is a checkpoint (a directory, or the name of a downloaded one; \(ShippedCheckpoint.name) comes with the program), \
            a server (tcp://HOST:PORT or http://HOST:PORT of gr00t serve), or one of: expert, the script that records \
            demonstrations; random; hold, which does nothing. Give --policy more than once to see them side by side: the first is \
            judged, the others are baselines.

            gr00t sim eval --instruction "pick up the green cube" --output out/eval
            gr00t sim eval --policy out/checkpoint --policy random --policy hold --episodes 100
            gr00t sim eval --policy tcp://localhost:5555 --task pick --episodes 20 --json
            """)

    @Option(help: "pick, bowl, push, several with commas, or all.") var task = TaskSelection.all
    @Option(
        help: """
            What to ask for in all episodes, instead of instructions that are drawn; repeat it for other tasks.
            """)
    var instruction: [String] = []
    @Option(
        help: """
            A checkpoint, a server, expert, random or hold; repeat it to compare. \(ShippedCheckpoint.name) where absent.
            """)
    var policy: [String] = []
    @Option(help: "Episodes per task.") var episodes = 20
    @Option(help: "Of the first episode; the others have the seeds after it. The same seed is the same episode.")
    var seed = 0
    @Option(help: "Steps of a chunk that are executed before the next is asked for.") var executionHorizon = 8
    @Option(help: "Instructions: training, or held-out combinations of phrase and colour, which training never had.")
    var split = InstructionSplit.training
    @Flag(help: "Draw light, colours and camera places for each episode.") var randomise = false
    @Flag(help: "All three: standard scenes, held-out instructions, randomised looks, each with so many episodes.")
    var allGroups = false
    @Option(help: "Episodes at once; as many as there are processors where absent.") var workers: Int?
    @Option(help: "Directory for results.json, report.html and videos; only printed where absent.") var output: String?
    @Option(
        help: """
            With --output: none; mosaic, one video of up to 24 episodes; failures, also one of each failed episode; all. Of the \
            first policy.
            """)
    var video: VideoChoice?
    @Flag(help: "Print JSON: what results.json holds.") var json = false
    @OptionGroup(title: "Policy") var policyOptions: SimPolicyOptions

    func validate() throws {
        for (name, value, most) in [
            ("--episodes", episodes, 100_000), ("--execution-horizon", executionHorizon, 1024),
            ("--workers", workers ?? 1, 256),
        ] where !(1...most).contains(value) { throw ValidationError("\(name) is \(value): give 1 to \(most).") }
        guard (0...1_000_000_000).contains(seed) else {
            throw ValidationError("--seed is \(seed): give 0 to 1000000000.")
        }
        if let repeated = policy.indices.first(where: { policy[..<$0].contains(policy[$0]) }) {
            throw ValidationError("--policy \(policy[repeated]) is named twice: name every policy once.")
        }
        if !instruction.isEmpty, task.tasks != TaskSelection.all.tasks || allGroups || split != .training {
            throw ValidationError("--instruction says what to do: leave out --task, --split and --all-groups.")
        }
        if video != nil, video != VideoChoice.none, output == nil {
            throw ValidationError("--video goes with --output DIRECTORY, where videos are written.")
        }
        if allGroups, randomise || split != .training {
            throw ValidationError("--all-groups has all of --split and --randomise in it: leave them out.")
        }
    }

    func run() async throws { try await SimEvalJob(self).run() }

    /// The first is judged.
    var policies: [String] { policy.isEmpty ? [ShippedCheckpoint.name] : policy }

    /// Throws `EpisodeError` for an instruction that means nothing here, `ClosedLoopError`.
    var plan: EvaluationPlan {
        get throws {
            guard instruction.isEmpty else {
                return try EvaluationPlan(
                    instructions: instruction.map { try Instruction(parsing: $0) }, groups: groups, episodes: episodes,
                    seed: seed, executionHorizon: executionHorizon)
            }
            return try EvaluationPlan(
                tasks: task.tasks, groups: groups, episodes: episodes, seed: seed, executionHorizon: executionHorizon)
        }
    }

    /// The conditions that are asked for.
    var groups: [EpisodeGroup] {
        allGroups
            ? [.standard, .heldOut, .randomised]
            : [EpisodeGroup(isHeldOut: split == .heldOut, isRandomised: randomise)]
    }
}

extension InstructionSplit: ExpressibleByArgument {}
extension VideoChoice: ExpressibleByArgument {}
