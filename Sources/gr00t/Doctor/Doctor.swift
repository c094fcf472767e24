import ArgumentParser
import Foundation

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "What this machine and this installation have, and what is missing.")

    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let findings = Finding.compute() + Finding.libraries() + Finding.codecs() + Finding.room() + Finding.hub()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(findings), as: UTF8.self))
            return
        }
        var table = Table([("", .left), ("", .left), ("", .left)])
        for finding in findings { table.add(finding.state.mark, finding.name, finding.detail) }
        // The rows alone: columns without names need no heading.
        print(table.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "\n"))
        let missing = findings.filter { $0.state == .missing }
        print(missing.isEmpty ? "\nEverything is there." : "\nMissing: \(missing.map(\.name).joined(separator: ", ")).")
    }
}

/// One line of the report.
struct Finding: Encodable {
    enum State: String, Encodable {
        case present
        /// Works without it.
        case absent
        /// Something will not work.
        case missing

        var mark: String {
            switch self {
            case .present: "ok"
            case .absent: "-"
            case .missing: "!!"
            }
        }
    }

    let name: String
    let state: State
    let detail: String

    init(_ name: String, _ state: State = .present, _ detail: String) {
        self.name = name
        self.state = state
        self.detail = detail
    }
}
