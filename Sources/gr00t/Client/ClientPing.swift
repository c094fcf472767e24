import ArgumentParser
import Client
import Foundation

struct ClientPing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Ask whether the server is there.",
        discussion: "The exit code is 0 when it answers, so a script can wait:  gr00t client ping --wait 120 && …")

    @OptionGroup var server: ServerOptions
    @Option(help: "Seconds to wait for a server that starts, asking again and again.") var wait: Double?

    func validate() throws {
        if let wait, !(0.001...86_400).contains(wait) {
            throw ValidationError("--wait is \(wait): give 0.001 to 86400.")
        }
    }

    func run() async throws {
        let client = ExternalRobotInferenceClient(try server.clientOptions())
        if let wait { try await client.waitUntilReady(within: .seconds(wait)) }
        // The first also makes the connection.
        try await client.ping()
        let start = ContinuousClock.now
        let words = try await client.ping()
        print("\(client.options.address): \(words) (\(Format.seconds((ContinuousClock.now - start) / .seconds(1))))")
    }
}
