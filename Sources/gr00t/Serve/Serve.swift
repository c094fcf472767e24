import ArgumentParser
import Service

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Put a checkpoint behind the protocols that robots speak.",
        discussion: """
            Clients of Isaac-GR00T (N1.5, N1.6 and N1.7) connect over ZeroMQ as they are; openpi's over WebSocket, LeRobot's over \
            gRPC, and everything else over HTTP, each on the port that is given. Without --host only this machine can connect; \
            with it clients need a token.

            gr00t serve --model-path nvidia/GR00T-N1.5-3B --data-config so100 --embodiment-tag new_embodiment
            gr00t client ping                               from another terminal
            """)

    @OptionGroup(title: "What is served") var model: ServeModel
    @OptionGroup(title: "Where") var doors: ServeDoors
    @OptionGroup(title: "Who may do what") var access: ServeAccess
    @OptionGroup(title: "How chunks follow each other") var rounds: ServeRounds
    @OptionGroup(title: "Machine") var machine: ServeMachine

    func run() async throws {
        let wanted = Signal()
        let ending = Ending { wanted.fire() }
        defer { withExtendedLifetime(ending) {} }
        let job = try ServeJob(self)
        Terminal.note("loading \(model.modelPath) (\(model.precision.rawValue)) …")
        let service = try await job.open()
        Terminal.note(try await job.screen(service))
        Task.detached { [killed = service.service.killed] in
            await killed.wait()
            wanted.fire()
        }
        await wanted.wait()
        Terminal.note("leaving: finishing what is running …")
        await service.close()
    }
}
