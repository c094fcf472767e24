import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Look into a model, make one, check it against another implementation.",
        subcommands: [ModelInspect.self, ModelCreate.self, ModelVerify.self])
}
