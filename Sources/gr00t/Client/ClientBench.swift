import ArgumentParser
import Client
import Synchronization
import Wire

struct ClientBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Ask many times, over several connections at once, and measure.",
        discussion: """
            Every connection sends its next request when it has the last answer, as robots do.

            gr00t client bench --requests 1000 --connections 4 --dataset-path demo_data/robot_sim.PickNPlace
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var source: ObservationOptions
    @OptionGroup var noise: NoiseOptions
    @Option(help: "Requests in all.") var requests = 100
    @Option(help: "Connections at once.") var connections = 1
    @Option(help: "Requests per connection that come before and do not count.") var warmUp = 1
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for (name, value, allowed) in [
            ("--requests", requests, 1...1_000_000), ("--connections", connections, 1...512),
            ("--warm-up", warmUp, 0...1000),
        ] where !allowed.contains(value) {
            throw ValidationError("\(name) is \(value): give \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }

    func run() async throws {
        let options = try server.clientOptions()
        let configs = try await ExternalRobotInferenceClient(options).modalityConfigs
        let observation = try source.observation(for: configs)
        let asked = RequestOptions(noise: try noise.numbers(), timing: true)
        let test = LoadTest(requests: requests, connections: connections, warmUp: warmUp)
        let bar = Mutex((ProgressBar("asking", total: requests, unit: "requests"), 0))
        let report = try await test.run { _ in
            let client = ExternalRobotInferenceClient(options)
            return { try await client.getAction(observation, options: asked) }
        } onAnswer: {
            bar.withLock {
                $0.1 += 1
                $0.0.update($0.1)
            }
        }
        if json { try JSONOutput.print(report) } else { print(LoadText(report, address: "\(options.address)").text) }
        guard report.answered == requests else {
            throw WorkFailed(
                "\(requests - report.answered) of \(requests) requests were not answered: "
                    + (report.failures.first ?? "the server is gone"))
        }
    }
}
