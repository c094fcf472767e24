import ArgumentParser

struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract:
            "Look into a model, compare two, download, make or convert one, check it against another implementation.",
        subcommands: [
            ModelInspect.self, ModelCompare.self, ModelDownload.self, ModelCreate.self, ModelConvert.self,
            ModelVerify.self,
        ])
}
