import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look into a model, download or make one, check it against another implementation.",
        subcommands: [ModelInspect.self, ModelDownload.self, ModelCreate.self, ModelVerify.self])
}
