import ArgumentParser

struct DataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Make demonstrations.", subcommands: [DataRecordDemo.self])
}
