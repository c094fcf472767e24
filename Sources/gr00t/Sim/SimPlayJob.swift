import Evaluation
import Foundation
import Playground
import Service

/// What a command line of `gr00t sim play` asks for, from opening the port to leaving it.
struct SimPlayJob {
    private let command: SimPlay

    init(_ command: SimPlay) { self.command = command }

    /// Plays until Ctrl-C. Throws `TransportError`, what loading a policy throws, and what the simulation needs and lacks.
    func run() async throws {
        let wanted = Signal()
        let ending = Ending { wanted.fire() }
        defer { withExtendedLifetime(ending) {} }
        let audience = Audience()
        let simulation = PlaySimulation(audience: audience)
        // Before the policy, which may take long to load: a port in use is found out at once.
        let server = try await PlaygroundServer(host: command.host, port: command.port, audience: audience) {
            try await simulation.perform($0)
        }
        let playing = Task {
            do {
                try await simulation.open(settings())
                Terminal.note(screen(port: server.port))
                if command.open { openBrowser(port: server.port) }
                await simulation.run()
            } catch {
                wanted.fire()
                throw error
            }
        }
        await wanted.wait()
        if ending.isWanted { Terminal.note("leaving …") }
        playing.cancel()
        await simulation.end()
        await server.shutdown()
        do {
            try await playing.value
        } catch {
            // What Ctrl-C called off is no failure.
            if !ending.isWanted { throw error }
        }
    }

    private func settings() async throws -> PlaySettings {
        let policy = try await EvaluatedPolicy.open(
            command.policy, command.policyOptions, executionHorizon: command.executionHorizon)
        let source: PlaySource =
            switch policy.source {
            case .expert: .expert
            case .random: .random
            case .hold: .hold
            case .policy(let served, let noiseCount): .policy(served, noiseCount: noiseCount)
            }
        let details = policy.description.details.map { "\($0.name) \($0.value)" }
        let about =
            source.about
            ?? (details + ["\(command.executionHorizon) steps of each chunk are executed"])
            .joined(separator: ", ")
        var settings = PlaySettings(source: source, name: policy.description.name, about: about)
        settings.task = command.task
        settings.seed = command.seed
        settings.options.visualRandomisation = command.randomise
        settings.executionHorizon = command.executionHorizon
        return settings
    }

    private func url(port: Int) -> String {
        // An address that means all of them is none to go to.
        let number = HostAddress.numeric(command.host)
        let host = ["0.0.0.0", "::"].contains(number) ? "127.0.0.1" : HostAddress.inURL(command.host)
        return "http://\(host):\(port)"
    }

    private func screen(port: Int) -> String {
        let open = HostAddress.isLoopback(command.host) ? "" : "  (open to whoever reaches \(command.host))"
        return """
            policy    \(command.policy)
            page      \(url(port: port))\(open)
            Ctrl-C ends it.
            """
    }

    private func openBrowser(port: Int) {
        let opener = Process()
        opener.executableURL = URL(filePath: "/usr/bin/env")
        opener.arguments = ["xdg-open", url(port: port)]
        opener.standardOutput = FileHandle.nullDevice
        opener.standardError = FileHandle.nullDevice
        let failure = "no browser could be opened (xdg-open); open the page's address yourself"
        opener.terminationHandler = { if $0.terminationStatus != 0 { Terminal.note(failure) } }
        do { try opener.run() } catch { Terminal.note(failure) }
    }
}
