import ArgumentParser
import Client
import Foundation
import Wire

/// Which server, and how it is spoken to.
struct ServerOptions: ParsableArguments {
    @Option(help: "Name or address of the server's machine.") var host = "localhost"
    @Option(help: "Its port for Isaac-GR00T's protocol.") var port = ServiceAddress.defaultPort
    @Option(help: "The server's token; else the environment variable GR00T_API_TOKEN, where other users can't read it.")
    var apiToken: String?
    @Option(help: "Seconds to wait for an answer.") var timeout = 15.0
    @Option(
        help: ArgumentHelp(
            "n1.5, n1.7 (also of N1.6) or n1.7-flat (behind its simulation wrapper); gr00t serve understands all.",
            valueName: "dialect"))
    var dialect = ServerDialect.n15

    func validate() throws {
        guard (0.001...86_400).contains(timeout) else {
            throw ValidationError("--timeout is \(timeout): give 0.001 to 86400.")
        }
    }

    /// Throws `ClientError` for a host or port that is none.
    func clientOptions() throws -> ClientOptions {
        try clientOptions(ServiceAddress(host: host, port: port), token: apiToken, dialect: dialect)
    }

    /// As ``clientOptions()`` for another server.
    func clientOptions(
        _ address: ServiceAddress, token: String?, dialect: ServerDialect
    ) throws -> ClientOptions {
        // The command line is in the list of processes; the environment is not.
        let environment = ProcessInfo.processInfo.environment["GR00T_API_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        return try ClientOptions(
            address: address, timeout: .seconds(timeout), token: token ?? environment, dialect: dialect.isaac)
    }
}

enum ServerDialect: String, ExpressibleByArgument, CaseIterable {
    case n15 = "n1.5"
    case n17 = "n1.7"
    case n17Flat = "n1.7-flat"

    var isaac: IsaacDialect {
        switch self {
        case .n15: .n15
        case .n17: .n17
        case .n17Flat: .n17Flat
        }
    }
}
