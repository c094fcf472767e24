import ArgumentParser
import Checkpoint
import Evaluation
import Foundation
import Playground
import Service
import Simulation

struct SimPlay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "play", abstract: "A web page: tell the simulated arm what to do, and watch.",
        discussion: """
            The page shows the scene and what the policy sees, takes an instruction in words, and tells what the physics makes of \
            it: what was touched first, whether it is done. Beside it stand the chunk that the policy predicts, what was executed \
            of it and where the joints went. Nudge a cube to see whether the policy recovers.

            A policy is a checkpoint (\(ShippedCheckpoint.name) comes with the program), a server (tcp://HOST:PORT or http://HOST:PORT of gr00t serve), or one of: expert, random, \
            hold. The simulation waits for a policy that is slower than ten steps a second need, and says so.

            gr00t sim play --open
            gr00t sim play --policy out/checkpoint
            gr00t sim play --policy tcp://localhost:5555 --task bowl --seed 7
            """)

    @Option(help: "A checkpoint, a server, expert, random or hold.") var policy = ShippedCheckpoint.name
    @Option(help: "The scene is laid out for: pick, bowl or push. Anything may be asked for in it.") var task = TaskKind
        .pick
    @Option(help: "Of the scene; gr00t sim eval has the same scenes under the same seeds.") var seed = 0
    @Option(help: "Steps of a chunk that are executed before the next is asked for.") var executionHorizon = 8
    @Flag(help: "Draw light, colours and camera places for each scene.") var randomise = false
    @Option(help: "Of the page; 0 takes a free one.") var port = 8090
    @Option(help: "Address to listen on. Whoever reaches it can play: there is no token.") var host = "127.0.0.1"
    @Flag(help: "Open the page in the browser.") var open = false
    @OptionGroup(title: "Policy") var policyOptions: SimPolicyOptions

    func validate() throws {
        for (name, value, allowed) in [
            ("--port", port, 0...65_535), ("--seed", seed, 0...1_000_000_000),
            ("--execution-horizon", executionHorizon, 1...1024),
        ] where !allowed.contains(value) {
            throw ValidationError("\(name) is \(value): give \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }

    func run() async throws { try await SimPlayJob(self).run() }
}

extension TaskKind: ExpressibleByArgument {}
