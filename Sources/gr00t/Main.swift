import ArgumentParser
import Foundation

/// GR00T N1 and N1.5 as one program: understand the model and the data, fine-tune, act, evaluate.
struct Gr00t: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gr00t",
        abstract: "NVIDIA's GR00T N1 and N1.5, vision-language-action models for robots, in Swift.",
        discussion: """
            Start with:  gr00t model inspect --preset n1.5-3b     what the model is made of
                         gr00t data inspect DATASET               what your demonstrations hold
                         gr00t finetune --help                    a checkpoint that learns from them
                         gr00t evaluate --help                    predicted against recorded actions
                         gr00t serve --help                       the checkpoint behind your robot's protocol
                         gr00t sim                                a simulated arm: record, learn, judge, play
            """,
        version: "0.1.0",
        subcommands: [
            DataCommand.self, ModelCommand.self, TrainCommand.self, Finetune.self, Evaluate.self, Serve.self,
            ClientCommand.self, SimCommand.self, Seams.self, Bench.self, Doctor.self,
        ])
}

@main
enum Main {
    static func main() async {
        // A file that grows past what the shell allows (ulimit -f) is an error like a full disk, not the end without a word.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try Gr00t.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch { Failure.exit(error) }
    }
}
