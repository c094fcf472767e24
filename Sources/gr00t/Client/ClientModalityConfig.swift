import ArgumentParser
import Client
import Embodiment

struct ClientModalityConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modality-config", abstract: "What the server's policy wants to see, and what it answers.")

    @OptionGroup var server: ServerOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let configs = try await ExternalRobotInferenceClient(try server.clientOptions()).getModalityConfig()
        if json { return try JSONOutput.print(configs) }
        var table = Table([("modality", .left), ("keys", .left), ("steps", .left)])
        let usual = ["video", "state", "action", "language"]
        for name in usual.filter({ configs[$0] != nil }) + configs.keys.filter({ !usual.contains($0) }).sorted() {
            guard let config = configs[name] else { continue }
            for (index, key) in config.modalityKeys.enumerated() {
                table.add(index == 0 ? name : "", "\(key)", index == 0 ? Self.steps(config.deltaIndices) : "")
            }
        }
        print(table.text)
    }

    /// `0`, `0 to 15`, `-1, 0`.
    private static func steps(_ indices: [Int]) -> String {
        guard let first = indices.first, indices.count > 2, indices.elementsEqual(first..<first + indices.count) else {
            return indices.map(String.init).joined(separator: ", ")
        }
        return "\(first) to \(first + indices.count - 1)"
    }
}
