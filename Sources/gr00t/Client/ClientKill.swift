import ArgumentParser
import Client

struct ClientKill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "End the server, where it was started with --allow-kill.")

    @OptionGroup var server: ServerOptions

    func run() async throws {
        let client = ExternalRobotInferenceClient(try server.clientOptions())
        try await client.killServer()
        print("\(client.options.address) ends")
    }
}
